"""Routes and requirements as they stand, remembered by each process until they change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ponte.lib import clock
from ponte.lib.business_time import ALWAYS, BusinessTime
from ponte.team.schedules import reckoning
from ponte.tickets.conditions.context import Context
from ponte.tickets.conditions.errors import InvalidConditions
from ponte.tickets.conditions.matching import matches
from ponte.tickets.conditions.parsing import parse
from ponte.tickets.conditions.tree import Node
from ponte.tickets.models import Ticket
from ponte.tickets.routing.deciding import Need
from ponte.tickets.routing.models import Requirement, Route, Router


@dataclass(frozen=True)
class Book:
    """Active routes in order and every requirement, with their conditions understood (None: not any more)."""

    revision: int
    routes: tuple[tuple[Route, Node | None], ...] = ()
    requirements: tuple[tuple[Requirement, Node | None], ...] = ()

    def route_for(self, ticket: Ticket, at: datetime | None = None) -> Route | None:
        """The first route that the ticket fits."""
        context = Context(at=at or clock.now())
        for route, node in self.routes:
            if node is not None and matches(node, ticket, context):
                return route
        return None

    def route(self, number: int) -> Route | None:
        """An active route by its id."""
        return next((route for route, _ in self.routes if route.pk == number), None)

    def needs_of(self, ticket: Ticket, at: datetime | None = None) -> tuple[Need, ...]:
        """What the ticket needs; of several for one skill the strictest."""
        context = Context(at=at or clock.now())
        found: dict[int, Need] = {}
        for row, node in self.requirements:
            if node is None or not matches(node, ticket, context):
                continue
            old = found.get(row.skill_id, Need(row.skill_id, 0, is_must=False))
            found[row.skill_id] = Need(row.skill_id, max(old.level, row.level), old.is_must or row.is_must)
        return tuple(found[skill] for skill in sorted(found))


_known: Book | None = None


def current() -> Book:
    """The rules as this transaction sees them; one small query while nothing has changed."""
    global _known
    revision = Router.objects.filter(pk=1).values_list("revision", flat=True).first() or 0
    if _known is None or _known.revision != revision:
        _known = _read(revision)
    return _known


def _read(revision: int) -> Book:
    if not revision:
        return Book(0)
    routes = Route.objects.filter(is_active=True).select_related("team", "schedule")
    requirements = Requirement.objects.filter(skill__is_active=True)
    return Book(
        revision,
        tuple((row, understood(row.conditions)) for row in routes),
        tuple((row, understood(row.conditions)) for row in requirements),
    )


def understood(conditions: dict[str, Any]) -> Node | None:
    """Conditions as a tree; None when they are not lawful any more (a field is gone)."""
    try:
        return parse(conditions, has_reader=False)
    except InvalidConditions:
        return None


def hours_of(route: Route) -> BusinessTime:
    """By which the silence of an assignee is counted."""
    return ALWAYS if route.schedule_id is None else reckoning.timelines()[route.schedule_id]


def minutes(number: int) -> timedelta:
    """So many of them."""
    return timedelta(minutes=number)
