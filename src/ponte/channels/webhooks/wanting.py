"""Which events an endpoint hears: by kind, and by the conditions on their tickets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ponte.channels.webhooks.choosing import covers
from ponte.channels.webhooks.models import Endpoint
from ponte.events.kinds import UnknownKind, kind_of
from ponte.events.models import Event
from ponte.tickets.conditions.context import Context
from ponte.tickets.conditions.errors import InvalidConditions
from ponte.tickets.conditions.parsing import parse
from ponte.tickets.conditions.selecting import select
from ponte.tickets.models import Ticket


def wanted(endpoint: Endpoint, events: Sequence[Event], at: datetime) -> list[Event]:
    """Those that this endpoint hears, in order. With conditions only events of tickets that fit them now."""
    chosen = [event for event in events if _is_chosen(endpoint, event)]
    if not chosen or not endpoint.conditions:
        return chosen
    fitting = _fitting(endpoint, {event.ticket_id for event in chosen if event.ticket_id}, at)
    return [event for event in chosen if event.ticket_id in fitting]


def _is_chosen(endpoint: Endpoint, event: Event) -> bool:
    try:
        return covers(endpoint.kinds, kind_of(event.kind))
    except UnknownKind:  # of a room that is no longer installed
        return False


def _fitting(endpoint: Endpoint, tickets: set[int], at: datetime) -> set[int]:
    try:
        node = parse(endpoint.conditions, has_reader=False)
    except InvalidConditions:  # a field is gone: better nothing than what nobody chose
        return set()
    rows = Ticket.objects.filter(pk__in=tickets)
    return set(select(rows, node, Context(at=at)).values_list("pk", flat=True))
