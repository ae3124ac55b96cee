"""Views, macros and snoozing in the specification."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict, StringConstraints

from ponte.api.schemas.words import Id, Input, Language, Line, Many, PageQuery, Since


class ViewOut(Schema):
    """A kept list of tickets; give its id as `view` to list them."""

    model_config = ConfigDict(title="View")

    id: int
    name: str
    sharing: str
    sort: str
    conditions: dict[str, Any]


class ViewsOut(Many):
    model_config = ConfigDict(title="Views")

    items: list[ViewOut]


class MacroOut(Schema):
    """Actions and a text that are applied to a ticket together."""

    model_config = ConfigDict(title="Macro")

    id: int
    name: str
    key: str
    goes_to: Literal["public", "note"]
    languages: list[str] = Field(description="Those that its text has.")
    used_count: int


class MacrosOut(Many):
    model_config = ConfigDict(title="Macros")

    items: list[MacroOut]


class MacroQuery(PageQuery):
    q: Line = Field("", description="Part of the name or the key.")


class ApplicationIn(Input):
    model_config = ConfigDict(title="MacroApplication", json_schema_extra={"examples": [{"macro": 3}]})

    macro: Id
    language: Language = Field("", description="The customer's own when it is not named.")


class ChangeOut(Schema):
    what: str
    old: str
    new: str


class AppliedOut(Schema):
    """What was changed, and the text as it reads on this ticket: nothing is sent by itself."""

    model_config = ConfigDict(title="AppliedMacro")

    changes: list[ChangeOut]
    html: str | None
    language: str | None
    missing: list[str] = Field(description="Places that were left empty.")
    goes_to: Literal["public", "note"]


class SnoozeIn(Input):
    """`until` null: until the customer writes, which always ends it."""

    model_config = ConfigDict(
        title="Snooze", json_schema_extra={"examples": [{"until": "2027-01-11T08:00:00Z", "note": "New battery"}]}
    )

    until: Since | None = None
    note: Annotated[str, StringConstraints(max_length=500)] = ""
