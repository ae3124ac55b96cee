"""Reminders and promises in the specification."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import ConfigDict, StringConstraints

from ponte.api.schemas.words import Id, Input, Moment, Ref, Since

Note = Annotated[str, StringConstraints(max_length=500)]


class NextStepOut(Schema):
    """What is to happen next on a ticket. `rang_at`: its moment came and nobody has dealt with it."""

    model_config = ConfigDict(title="NextStep")

    id: int
    kind: Literal["snooze", "reminder", "promise"]
    agent: Ref
    note: str
    due_at: Moment | None = Field(description="Null: until the customer writes.")
    rang_at: Moment | None
    made_at: Moment


class NextStepsOut(Schema):
    model_config = ConfigDict(title="NextSteps")

    items: list[NextStepOut]


class ReminderIn(Input):
    model_config = ConfigDict(
        title="ReminderToSet",
        json_schema_extra={"examples": [{"due": "2027-01-11T08:00:00Z", "note": "Call the workshop"}]},
    )

    due: Since
    note: Note = ""
    agent: Id | None = Field(None, description="Whom to remind; oneself when nobody is named.")


class PromiseIn(Input):
    model_config = ConfigDict(
        title="PromiseToMake",
        json_schema_extra={"examples": [{"due": "2027-01-11T16:00:00Z", "note": "The tracking number"}]},
    )

    due: Since
    note: Note = ""
