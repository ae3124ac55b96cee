"""Changes to thousands of tickets in the specification."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict, StringConstraints

from ponte.api.schemas.words import Id, Input, Many, Moment, PageQuery, Ref

What = Annotated[str, StringConstraints(min_length=1, max_length=20)]
Value = Annotated[str, StringConstraints(max_length=200)]
ItemWord = Literal["waiting", "done", "skipped", "failed"]


class JobIn(Input):
    """Which tickets, and what becomes of each. Name `conditions` or `view` or `tickets`, one of the three.

    `what` and `value` as macros write them: `priority` `4`, `assignee` `7` or `none`, `team`, `state` and `brand`
    with an id, `type` `problem`, `tag` `battery` or `-battery`.
    """

    model_config = ConfigDict(
        title="JobToStart",
        json_schema_extra={
            "examples": [
                {
                    "conditions": {
                        "all": [
                            {"field": "tags", "operator": "has_any", "value": ["recall"]},
                            {"field": "state_type", "operator": "is", "value": ["open"]},
                        ]
                    },
                    "what": "priority",
                    "value": "4",
                }
            ]
        },
    )

    what: What
    value: Value = ""
    conditions: dict[str, Any] | None = Field(None, description="In the language of views.")
    view: Id | None = None
    tickets: list[Id] | None = Field(None, min_length=1, max_length=5000)


class JobOut(Schema):
    """A change on many tickets, and how far it is."""

    model_config = ConfigDict(title="Job")

    id: int
    agent: Ref
    what: str
    value: str
    status: Literal["running", "finished", "cancelled"]
    total: int
    done: int
    skipped: int
    failed: int
    undoes: int | None
    may_undo: bool
    created_at: Moment
    finished_at: Moment | None


class JobsOut(Many):
    model_config = ConfigDict(title="Jobs")

    items: list[JobOut]


class ItemOut(Schema):
    """What became of one ticket."""

    model_config = ConfigDict(title="JobResult")

    id: int
    ticket: int
    status: ItemWord
    reason: str = Field(description="A word such as `closed`; empty when there is nothing to say.")
    old: str
    new: str


class ItemsOut(Many):
    model_config = ConfigDict(title="JobResults")

    items: list[ItemOut]


class ItemQuery(PageQuery):
    status: ItemWord | None = None
