"""Filters of a list: what a person chose, understood and applied."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from ponte.lib import clock
from ponte.tickets.states import Channel, Priority, StateType

if TYPE_CHECKING:
    from ponte.tickets.querysets import TicketQuerySet

NOBODY = "none"
LAST_MOMENT = datetime(9999, 1, 1, tzinfo=UTC)  # before `NEVER`, which means that no clock runs


def _number(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 19):
        raise ValueError(value)
    return int(value)


def _or_none(field: str) -> Callable[[TicketQuerySet, str], TicketQuerySet]:
    def narrow(tickets: TicketQuerySet, value: str) -> TicketQuerySet:
        if value == NOBODY:
            return tickets.filter(**{f"{field}__isnull": True})
        return tickets.filter(**{field: _number(value)})

    return narrow


def _waiting(tickets: TicketQuerySet, value: str) -> TicketQuerySet:
    """us: new or open. Of these, late: past the deadline; hour: will be within one; due: with any."""
    now = clock.now()
    tickets = tickets.in_work()
    match value:
        case "us":
            return tickets
        case "late":
            return tickets.filter(due_at__lt=now)
        case "hour":
            return tickets.filter(due_at__gte=now, due_at__lt=now + timedelta(hours=1))
        case "due":
            return tickets.filter(due_at__lt=LAST_MOMENT)
    raise ValueError(value)


FILTERS: dict[str, Callable[[TicketQuerySet, str], TicketQuerySet]] = {
    "state": lambda tickets, value: tickets.filter(state_type=StateType(_number(value))),
    "priority": lambda tickets, value: tickets.filter(priority=Priority(_number(value))),
    "language": lambda tickets, value: tickets.filter(language=value[:8]),
    "team": _or_none("team"),
    "assignee": _or_none("assignee"),
    "brand": lambda tickets, value: tickets.filter(brand=_number(value)),
    "tag": lambda tickets, value: tickets.filter(tags__contains=[value[:60]]),
    "channel": lambda tickets, value: tickets.filter(channel=Channel(value)),
    "waiting": _waiting,
}


def narrow(tickets: TicketQuerySet, name: str, value: str) -> TicketQuerySet:
    """Only those that fit.

    Raises:
        KeyError: there is no such filter.
        ValueError: the filter has no such value.
    """
    return FILTERS[name](tickets, value)
