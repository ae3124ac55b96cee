"""Events and exports in the specification."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import ConfigDict, StringConstraints

from ponte.api.schemas.customers import CustomerOut
from ponte.api.schemas.messages import MessageOut
from ponte.api.schemas.tickets import TicketOut
from ponte.api.schemas.words import Id, Input, Many, Moment, PageQuery, Since

Word = Annotated[str, StringConstraints(min_length=1, max_length=80)]


class EventOut(Schema):
    """One thing that happened; docs/events.md lists the kinds. Never the text of a message."""

    model_config = ConfigDict(title="Event")

    id: int
    at: Moment
    kind: str
    version: int
    subject: str = Field(description="What it happened to, such as `ticket:41`.")
    ticket: int | None
    customer: int | None
    actor: str = Field(description="`agent:3`, `customer:8` or `system`.")
    cause: int | None
    data: dict[str, Any]


class EventsOut(Many):
    model_config = ConfigDict(title="Events")

    items: list[EventOut]


class EventQuery(PageQuery):
    """Which events; newest first."""

    kind: Word | None = Field(None, description="A kind, or its beginning with a dot: `ticket.`")
    subject: Word | None = Field(None, description="Such as `brand:2`.")
    actor: Word | None = Field(None, description="Such as `agent:3` or `system`.")
    ticket: Id | None = None
    customer: Id | None = None
    since: Since | None = None


class ExportQuery(Input):
    """Where to go on."""

    cursor: str = Field("", max_length=200, description="What the export before said; empty to begin.")
    limit: int = Field(500, ge=1, le=1000)


class ExportOut(Schema):
    """Keep `cursor` and come back with it: it always says where you stand. `has_more`: come back at once."""

    cursor: str
    has_more: bool


class TicketExport(ExportOut):
    items: list[TicketOut]


class MessageExport(ExportOut):
    items: list[MessageOut]


class CustomerExport(ExportOut):
    items: list[CustomerOut]


class EventExport(ExportOut):
    items: list[EventOut]
