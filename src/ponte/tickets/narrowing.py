"""Filters of a list: what a person chose, understood and applied."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ponte.tickets.states import Channel, Priority, StateType

if TYPE_CHECKING:
    from ponte.tickets.querysets import TicketQuerySet

NOBODY = "none"


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


FILTERS: dict[str, Callable[[TicketQuerySet, str], TicketQuerySet]] = {
    "state": lambda tickets, value: tickets.filter(state_type=StateType(_number(value))),
    "priority": lambda tickets, value: tickets.filter(priority=Priority(_number(value))),
    "language": lambda tickets, value: tickets.filter(language=value[:8]),
    "team": _or_none("team"),
    "assignee": _or_none("assignee"),
    "brand": lambda tickets, value: tickets.filter(brand=_number(value)),
    "tag": lambda tickets, value: tickets.filter(tags__contains=[value[:60]]),
    "channel": lambda tickets, value: tickets.filter(channel=Channel(value)),
}


def narrow(tickets: TicketQuerySet, name: str, value: str) -> TicketQuerySet:
    """Only those that fit.

    Raises:
        KeyError: there is no such filter.
        ValueError: the filter has no such value.
    """
    return FILTERS[name](tickets, value)
