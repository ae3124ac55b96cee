"""How many tickets stand under each heading of a list: counted up to a hundred, after the page stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from ponte.desk.inbox import listing, rows
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.conditions import fields
from ponte.tickets.models import NEVER
from ponte.tickets.ordering import DUE
from ponte.tickets.saved_views import counting
from ponte.tickets.saved_views.grouping import groups
from ponte.tickets.saved_views.limiting import TooSlow, at_most

if TYPE_CHECKING:
    from ponte.desk.inbox.asking import Asked

PATIENCE = 250  # milliseconds for all of them
MOST = 40  # headings


def sizes(asked: Asked, agent: Agent) -> dict[str, str]:
    """By heading, in words ("100+"); nothing where counting takes too long or there are no headings."""
    wanted = _headings(asked)[:MOST]
    if not wanted:
        return {}
    try:
        with at_most(PATIENCE):
            found = listing.matching(asked, agent)
            numbers = counting.capped([found.filter(where) for _label, where in wanted], counting.CAP)
    except (TooSlow, ValueError):
        return {}
    return {label: counting.shown(number) for (label, _where), number in zip(wanted, numbers, strict=True) if number}


def _headings(asked: Asked) -> list[tuple[str, Q]]:
    field = fields.get(asked.view.group) if asked.view and asked.view.group else None
    if field is not None:
        return [(group.label, group.where) for group in groups(field)]
    if asked.order is not DUE:
        return []
    lines = rows.Groups(clock.now())
    now, hour, midnight = lines.now, lines.hour, lines.midnight
    late, within, later, days, none = lines.words
    return [
        (late, Q(due_at__lt=now)),
        (within, Q(due_at__gte=now, due_at__lt=hour)),
        (later, Q(due_at__gte=hour, due_at__lt=midnight)),
        (days, Q(due_at__gte=max(hour, midnight), due_at__lt=NEVER)),
        (none, Q(due_at=NEVER)),
    ]
