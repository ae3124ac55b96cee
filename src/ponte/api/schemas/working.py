"""Checklists, time, scheduled replies and templates in the specification."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import ConfigDict, StringConstraints

from ponte.api.schemas.messages import Words
from ponte.api.schemas.words import (
    Address,
    Id,
    Input,
    Language,
    Line,
    Many,
    Moment,
    PriorityWord,
    Ref,
    Since,
    StateWord,
    TagWord,
    Text,
    TypeWord,
    may_be_absent,
)

ItemText = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=80)]


class ItemOut(Schema):
    """One thing to do on a ticket; a required one stands in the way of solving."""

    model_config = ConfigDict(title="ChecklistItem")

    id: int
    text: str
    is_required: bool
    done_at: Moment | None
    done_by: Ref | None


class ItemsOut(Schema):
    model_config = ConfigDict(title="Checklist")

    items: list[ItemOut]


class ItemsIn(Input):
    """One thing to do (`text`), or everything of a kept list (`checklist`)."""

    model_config = ConfigDict(
        title="ChecklistItemsToAdd",
        json_schema_extra={"examples": [{"text": "Serial number noted", "is_required": True}]},
    )

    text: ItemText | None = None
    is_required: bool = False
    checklist: Id | None = None


class ItemChange(Input):
    model_config = ConfigDict(title="ChecklistItemChange", json_schema_extra={"examples": [{"is_done": True}]})

    is_done: bool


class KeptItem(Input):
    model_config = ConfigDict(title="KeptItem")

    text: ItemText
    required: bool = False


class ChecklistIn(Input):
    model_config = ConfigDict(
        title="ChecklistToKeep",
        json_schema_extra={"examples": [{"name": "Warranty", "items": [{"text": "Invoice seen", "required": True}]}]},
    )

    name: Name
    items: list[KeptItem] = Field(max_length=100)


class ChecklistOut(Schema):
    """A list for use again."""

    model_config = ConfigDict(title="KeptChecklist")

    id: int
    name: str
    items: list[KeptItem]


class ChecklistsOut(Many):
    model_config = ConfigDict(title="KeptChecklists")

    items: list[ChecklistOut]


class TimeOut(Schema):
    """A stretch of work on a ticket."""

    model_config = ConfigDict(title="TimeEntry")

    id: int
    agent: Ref
    seconds: int
    started_at: Moment
    last_at: Moment
    corrected_at: Moment | None


class TimesOut(Schema):
    model_config = ConfigDict(title="TimeEntries")

    items: list[TimeOut]
    seconds: int = Field(description="All together.")


class TimeIn(Input):
    model_config = ConfigDict(title="TimeToAdd", json_schema_extra={"examples": [{"seconds": 900}]})

    seconds: int = Field(ge=1, le=86_400)


class TimeChange(Input):
    model_config = ConfigDict(title="TimeCorrection", json_schema_extra={"examples": [{"seconds": 600}]})

    seconds: int = Field(ge=0, le=86_400, description="0: it was no work.")


class LaterIn(Words):
    """A reply that goes out by itself at `send_at`, unless the customer writes before: then it is held."""

    model_config = ConfigDict(
        title="ReplyToSchedule",
        json_schema_extra={"examples": [{"text": "Did the new pack arrive?", "send_at": "2027-01-11T08:00:00Z"}]},
    )

    send_at: Since
    to: list[Address] | None = Field(None, max_length=50, description="The usual addressees when it is absent.")
    cc: list[Address] | None = Field(None, max_length=50)
    state: Id | StateWord | None = Field(None, description="What the ticket becomes then.")
    language: Language = ""


class LaterOut(Schema):
    """A reply that waits for its time, or is held back."""

    model_config = ConfigDict(title="ScheduledReply")

    id: int
    ticket: int
    agent: Ref
    html: str
    to: list[str]
    cc: list[str]
    state: Ref | None
    send_at: Moment
    status: Literal["waiting", "held"]
    reason: str = Field(description="Why it is held: `customer_wrote`, `closed`, …")


class LatersOut(Schema):
    model_config = ConfigDict(title="ScheduledReplies")

    items: list[LaterOut]


class TemplateOut(Schema):
    """A filled form for new tickets."""

    model_config = ConfigDict(title="Template")

    id: int
    name: str
    subject: str
    text: str
    is_note: bool
    team: Ref | None
    priority: PriorityWord
    type: TypeWord
    tags: list[str]
    checklist: Ref | None


class TemplatesOut(Many):
    model_config = ConfigDict(title="Templates")

    items: list[TemplateOut]


class TemplateIn(Input):
    model_config = ConfigDict(
        title="TemplateToMake",
        json_schema_extra={"examples": [{"name": "Recall call", "subject": "Battery recall", "tags": ["recall"]}]},
    )

    name: Name
    subject: Line = ""
    text: Text = ""
    is_note: bool = False
    team: Id | None = None
    priority: PriorityWord = "normal"
    type: TypeWord = "question"
    tags: list[TagWord] = Field(default_factory=list, max_length=50)
    checklist: Id | None = None


class TemplateChange(Input):
    model_config = ConfigDict(title="TemplateChange", json_schema_extra={"examples": [{"priority": "high"}]})

    name: Name = may_be_absent()
    subject: Line = may_be_absent()
    text: Text = may_be_absent()
    is_note: bool = may_be_absent()
    team: Id | None = may_be_absent()
    priority: PriorityWord = may_be_absent()
    type: TypeWord = may_be_absent()
    tags: list[TagWord] = may_be_absent(max_length=50)
    checklist: Id | None = may_be_absent()
