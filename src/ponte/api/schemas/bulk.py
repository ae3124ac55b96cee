"""Several at once in the specification."""

from __future__ import annotations

from ninja import Field, Schema
from pydantic import ConfigDict

from ponte.api.schemas.problem import ProblemOut
from ponte.api.schemas.tickets import TicketChange, TicketIn, TicketOut
from ponte.api.schemas.words import Id, Input


class TicketsIn(Input):
    model_config = ConfigDict(title="TicketsToOpen")

    items: list[TicketIn] = Field(min_length=1, max_length=100)


class OneChange(Input):
    """One ticket and what is to become of it."""

    id: Id
    change: TicketChange


class TicketChanges(Input):
    model_config = ConfigDict(
        title="TicketChanges",
        json_schema_extra={"examples": [{"items": [{"id": 41, "change": {"state": "solved"}}]}]},
    )

    items: list[OneChange] = Field(min_length=1, max_length=100)


class OneResult(Schema):
    """What became of one; `ticket` when it was done, `problem` when it was not."""

    index: int = Field(description="Its place in what was sent.")
    status: int
    ticket: TicketOut | None
    problem: ProblemOut | None


class Results(Schema):
    items: list[OneResult]
    done: int
    refused: int
