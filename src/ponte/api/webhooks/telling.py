"""What a delivery tells of an event: the event, its ticket and message as the API gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ponte.api.journal.shape import COLUMNS
from ponte.api.journal.shape import resource as event_resource
from ponte.api.tickets import message_shape, shape
from ponte.events.models import Event
from ponte.tickets.models import Message, Ticket
from ponte.tickets.models.messages import MessageKind

MESSAGE = [name for name in message_shape.MESSAGE.fields if name != "html"]  # the text is enough to be told


def tell(events: Sequence[Event], with_notes: bool) -> Mapping[int, dict[str, Any]]:
    """`data` of each event; the same number of queries however many there are."""
    tickets = _tickets({event.ticket_id for event in events if event.ticket_id})
    messages = _messages({number for event in events if (number := _message_of(event))}, with_notes)
    return {
        event.pk: {
            "event": event_resource({name: getattr(event, name) for name in COLUMNS}),
            "ticket": tickets.get(event.ticket_id or 0),
            "message": messages.get(_message_of(event)),
        }
        for event in events
    }


def _message_of(event: Event) -> int:
    number = event.data.get("message")
    return number if isinstance(number, int) else 0


def _tickets(ids: set[int]) -> dict[int, dict[str, Any]]:
    if not ids:
        return {}
    names = list(shape.TICKET.fields)
    rows = Ticket.objects.filter(pk__in=ids).values(*shape.TICKET.columns(names))
    return {each["id"]: each for each in shape.resources(list(rows), names)}


def _messages(ids: set[int], with_notes: bool) -> dict[int, dict[str, Any]]:
    if not ids:
        return {}
    rows = Message.objects.filter(pk__in=ids).values(*message_shape.MESSAGE.columns(MESSAGE))
    found = {each["id"]: each for each in message_shape.resources(list(rows), MESSAGE)}
    if not with_notes:
        for each in found.values():
            if each["kind"] != MessageKind.PUBLIC:
                each["text"] = None
    return found
