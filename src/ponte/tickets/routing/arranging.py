"""Routes are made, changed, put in order and out of use; the waiting tickets are then looked at again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ponte.events.recording import record
from ponte.team import permissions
from ponte.team.models import Agent, Team
from ponte.team.schedules.models import Schedule
from ponte.tickets.conditions.errors import InvalidConditions
from ponte.tickets.conditions.parsing import parse
from ponte.tickets.conditions.tree import stored
from ponte.tickets.routing.models import Route, Router
from ponte.tickets.routing.ways import Match, Way

LONGEST = 60 * 24 * 30  # minutes
MOST_STEPS = 5


@dataclass(frozen=True)
class Plan:
    """What a route does; see `Route` for the fields. `overflow`: (minutes, team) each."""

    name: str
    conditions: Mapping[str, Any] = field(default_factory=dict)
    team: Team | None = None
    way: str = Way.LOAD
    match: str = Match.PREFER
    sticky_days: int = 0
    overflow: Sequence[tuple[int, Team]] = ()
    silent_minutes: int | None = None
    gone_minutes: int | None = None
    schedule: Schedule | None = None

    def as_fields(self) -> dict[str, Any]:
        """As a route keeps it."""
        return {
            "name": " ".join(self.name.split()),
            "conditions": stored(parse(dict(self.conditions), has_reader=False)) if self.conditions else {},
            "team": self.team,
            "way": str(self.way),
            "match": str(self.match),
            "sticky_days": self.sticky_days,
            "overflow": sorted([minutes, team.pk] for minutes, team in self.overflow),
            "silent_minutes": self.silent_minutes,
            "gone_minutes": self.gone_minutes,
            "schedule": self.schedule,
        }


def plan_of(route: Route) -> Plan:
    """What a route does now."""
    teams = Team.objects.in_bulk([team for _, team in route.overflow])
    return Plan(
        route.name,
        route.conditions,
        route.team,
        route.way,
        route.match,
        route.sticky_days,
        tuple((minutes, teams[team]) for minutes, team in route.overflow if team in teams),
        route.silent_minutes,
        route.gone_minutes,
        route.schedule,
    )


@transaction.atomic
def make(plan: Plan, *, by: Agent | str, at: datetime | None = None) -> Route:
    """Make a route, first in the order: a new one is mostly for a special case.

    Raises:
        NotPermitted, ValidationError: nothing was made.
    """
    permissions.require(by, "manage_routing")
    check(plan)
    everyone = list(Route.objects.select_for_update(no_key=True).order_by("position", "pk"))
    route = Route.objects.create(position=0, **plan.as_fields(), **({"created_at": at} if at else {}))
    _put_in_order([route, *everyone])
    record("route.created", by=by, subject=route.journal_name, at=at, name=route.name)
    Router.turn()
    return route


@transaction.atomic
def change(route: Route, plan: Plan, *, by: Agent | str, at: datetime | None = None) -> Route:
    """Let it do something else. Tickets that somebody has stay with them.

    Raises:
        NotPermitted, ValidationError: nothing was changed.
    """
    permissions.require(by, "manage_routing")
    check(plan, besides=route)
    rows = Route.objects.select_for_update(no_key=True, of=("self",)).select_related("team", "schedule")
    held = rows.get(pk=route.pk)
    wanted = plan.as_fields()
    changed = [name for name, new in wanted.items() if getattr(held, name) != new]
    if changed:
        for name in changed:
            setattr(held, name, wanted[name])
        held.save()
        _tell(held, ", ".join(changed), None, None, by, at)
        Router.turn()
    return held


@transaction.atomic
def set_active(route: Route, active: bool, *, by: Agent | str, at: datetime | None = None) -> None:
    """Let it take tickets no more, or again."""
    permissions.require(by, "manage_routing")
    if Route.objects.filter(pk=route.pk, is_active=not active).update(is_active=active):
        _tell(route, "is_active", not active, active, by, at)
        Router.turn()


@transaction.atomic
def move(route: Route, place: int, *, by: Agent | str, at: datetime | None = None) -> None:
    """Put it at a place in the order, from 0; beyond the end means the end."""
    permissions.require(by, "manage_routing")
    everyone = list(Route.objects.select_for_update(no_key=True).order_by("position", "pk"))
    old = next(number for number, one in enumerate(everyone) if one.pk == route.pk)
    held = everyone.pop(old)
    new = max(0, min(place, len(everyone)))
    everyone.insert(new, held)
    if old != new:
        _put_in_order(everyone)
        _tell(held, "position", old + 1, new + 1, by, at)
        Router.turn()


def check(plan: Plan, besides: Route | None = None) -> None:
    """Refuse what cannot be done.

    Raises:
        ValidationError: by field.
    """
    wrong: dict[str, list[Any]] = {}
    name = " ".join(plan.name.split())
    others = Route.objects.filter(name__iexact=name)
    if not name:
        wrong["name"] = [_("Write a name for the route.")]
    elif len(name) > 80:
        wrong["name"] = [_("Shorten the name to 80 characters.")]
    elif (others.exclude(pk=besides.pk) if besides else others).exists():
        wrong["name"] = [_("There is a route of this name already.")]
    if plan.way not in Way.values:
        wrong["way"] = [_("Choose how its tickets are given out.")]
    if plan.match not in Match.values:
        wrong["match"] = [_("Choose what the language means.")]
    if not 0 <= plan.sticky_days <= 365:
        wrong["sticky_days"] = [_("Write days from 0 to 365.")]
    lengths = {"silent_minutes": plan.silent_minutes, "gone_minutes": plan.gone_minutes}
    for key, length in lengths.items():
        if length is not None and not 1 <= length <= LONGEST:
            wrong[key] = [_("Write minutes from 1 to %(most)s.") % {"most": LONGEST}]
    if len(plan.overflow) > MOST_STEPS or not all(0 <= length <= LONGEST for length, _team in plan.overflow):
        wrong["overflow"] = [_("Write up to five steps with minutes from 0 to %(most)s.") % {"most": LONGEST}]
    try:
        parse(dict(plan.conditions), has_reader=False, checks_things=True)
    except InvalidConditions as error:
        wrong["conditions"] = [ValidationError(fault.message, code=fault.path) for fault in error.faults]
    if wrong:
        raise ValidationError(wrong)


def _put_in_order(routes: Sequence[Route]) -> None:
    for number, route in enumerate(routes):
        if route.position != number:
            route.position = number
            route.save(update_fields=["position"])


def _tell(route: Route, field: str, old: object, new: object, by: Agent | str, at: datetime | None) -> None:
    record("route.changed", by=by, subject=route.journal_name, at=at, field=field, old=old, new=new)
