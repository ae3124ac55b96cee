"""Links, merges and splits in the specification."""

from __future__ import annotations

from typing import Literal

from ninja import Field, Schema
from pydantic import ConfigDict

from ponte.api.schemas.words import Address, Id, Input, Line, Moment, Text

RoleWord = Literal[
    "problem",
    "parent",
    "duplicate_of",
    "split_from",
    "incident",
    "part",
    "duplicate",
    "split_into",
    "related",
]
ChosenRole = Literal["problem", "parent", "duplicate_of", "incident", "part", "duplicate", "related"]


class LinkOut(Schema):
    """Another ticket and what it is to this one. `subject` is null where the reader may not see it."""

    model_config = ConfigDict(title="Link")

    id: int
    role: RoleWord
    ticket: int
    subject: str | None
    is_solved: bool | None


class LinksOut(Schema):
    model_config = ConfigDict(title="Links")

    items: list[LinkOut]


class LinkIn(Input):
    """What `ticket` is to this one: its `parent`, a `part` of it, the `problem` behind it and so on."""

    model_config = ConfigDict(title="LinkToMake", json_schema_extra={"examples": [{"role": "problem", "ticket": 41}]})

    role: ChosenRole
    ticket: Id


class MergeIn(Input):
    """`people`: addresses of the merged ticket that join the other's thread; nobody else does.

    `tell`: what its requester is written (HTML); empty tells nobody.
    """

    model_config = ConfigDict(title="MergeToMake", json_schema_extra={"examples": [{"into": 41}]})

    into: Id
    people: list[Address] = Field(default_factory=list, max_length=50)
    tell: Text = ""


class MergeOut(Schema):
    """A ticket that is part of another; until `final_at` it can be taken back."""

    model_config = ConfigDict(title="Merge")

    ticket: int
    into: int
    at: Moment
    final_at: Moment


class SplitIn(Input):
    model_config = ConfigDict(
        title="SplitToMake", json_schema_extra={"examples": [{"messages": [12, 13], "subject": "The invoice"}]}
    )

    messages: list[Id] = Field(min_length=1, max_length=200)
    subject: Line = Field("", description="The old ticket's when it is empty.")
    requester: Id | None = Field(None, description="Another customer's id.")
