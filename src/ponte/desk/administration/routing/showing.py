"""Routes as the list shows them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ponte.team.models import Team
from ponte.tickets.conditions.wording import sentence
from ponte.tickets.routing.models import Requirement, Route
from ponte.tickets.routing.rulebook import understood
from ponte.tickets.routing.ways import Match, Way


@dataclass(frozen=True)
class Shown:
    """A route in words. `facts`: what it does; `waiting`: how many tickets wait in it."""

    route: Route
    sentence: str
    is_understood: bool
    facts: list[str]
    waiting: int


def every_route() -> list[Shown]:
    """All in order; three queries."""
    rows = Route.objects.select_related("team", "schedule")
    waiting = Count("places", filter=Q(places__waits=True))
    rows = rows.annotate(waiting=waiting).order_by("position", "pk")  # counting forgets the model's own order
    teams = dict(Team.objects.values_list("pk", "name"))
    return [_shown(row, teams) for row in rows]


def _shown(route: Route, teams: dict[int, str]) -> Shown:
    node = understood(route.conditions)
    words = sentence(node) if node else _("Its conditions are no longer understood, so it takes nothing.")
    return Shown(route, words, node is not None, facts_of(route, teams), route.waiting)  # type: ignore[attr-defined]


def facts_of(route: Route, teams: dict[int, str]) -> list[str]:
    """What a route does, a phrase each."""
    said = [str(Way(route.way).label)]
    if route.way != Way.MANUAL and route.match != Match.ANY:
        said.append(_("language required") if route.match == Match.MUST else _("language preferred"))
    if route.sticky_days:
        said.append(_("the customer’s last agent first"))
    for minutes, team in route.overflow:
        told = ngettext("after %(n)s minute also %(team)s", "after %(n)s minutes also %(team)s", minutes)
        said.append(told % {"n": minutes, "team": teams.get(team, "—")})
    if route.silent_minutes:
        told = ngettext(
            "silent for %(n)s minute: passed on", "silent for %(n)s minutes: passed on", route.silent_minutes
        )
        said.append(told % {"n": route.silent_minutes})
    if route.gone_minutes:
        told = ngettext("gone for %(n)s minute: passed on", "gone for %(n)s minutes: passed on", route.gone_minutes)
        said.append(told % {"n": route.gone_minutes})
    return said


def every_requirement() -> list[tuple[Requirement, str]]:
    """All with their conditions in words."""
    rows = Requirement.objects.select_related("skill").order_by("skill__name", "pk")
    found = []
    for row in rows:
        node = understood(row.conditions)
        found.append((row, sentence(node) if node else _("Its conditions are no longer understood.")))
    return found
