"""The body of a delivery, whose very bytes are kept and signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from pydantic_core import to_json

from ponte.channels.webhooks import representing
from ponte.channels.webhooks.models import Delivery, Endpoint, Replay
from ponte.events.models import Event


def body(kind: str, at: datetime, data: Mapping[str, Any]) -> str:
    """`type`, `timestamp` and `data` as JSON."""
    told = {"type": kind, "timestamp": at.astimezone(UTC), "data": data}
    return to_json(told).decode()


def deliveries(endpoint: Endpoint, events: Sequence[Event], replay: Replay | None = None) -> list[Delivery]:
    """A delivery for each event, in order, not stored yet."""
    told = representing.tell(events, with_notes=endpoint.includes_notes)
    return [
        Delivery(
            endpoint=endpoint,
            replay=replay,
            event_id=event.pk,
            ticket_id=event.ticket_id,
            kind=event.kind,
            message_id=f"evt_{event.pk}",
            line=line_of(event),
            body=body(event.kind, event.at, told[event.pk]),
        )
        for event in events
    ]


def line_of(event: Event) -> str:
    """What must stay in order: a ticket's events, else those of the thing itself."""
    return f"ticket:{event.ticket_id}" if event.ticket_id else event.subject[:80]
