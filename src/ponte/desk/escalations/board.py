"""The board: what waits, what somebody works on, what came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ponte.desk import place
from ponte.desk.remembering import Remembered
from ponte.desk.signed_in import agent_required
from ponte.lib import clock
from ponte.team.models import Agent, Membership, Role, Team
from ponte.tickets.escalating.models import Direction, Escalation, EscalationQuerySet, State

MOST = 100  # cards of a column
RETURNED = timedelta(days=14)
_numbers: Remembered[int] = Remembered(fresh=10, usable=60)


@dataclass(frozen=True)
class Column:
    """One column. `capped`: there are more than are shown."""

    key: str
    title: str
    cards: list[Escalation]
    capped: bool


def number(request: HttpRequest) -> int | None:
    """How many wait for this reader: for specialists in their teams, for others in sight."""
    agent = request.user
    if not isinstance(agent, Agent):
        return None
    return _numbers.get(agent.pk, lambda: concerning(agent).filter(state=State.WAITING)[:MOST].count())


def concerning(agent: Agent) -> EscalationQuerySet:
    """Those that this person should act on: asked of their teams or of them."""
    rows = Escalation.objects.visible_to(agent)
    if agent.sees_all:
        return rows
    teams = Membership.objects.filter(agent=agent).values("team")
    return rows.filter(Q(to_team__in=teams) | Q(to_agent=agent))


@require_safe
@agent_required
def show(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """`team`: asked of; `direction`; `whose`: all, ours (asked of me or my teams), asked (by me or mine)."""
    at = place.safe(place.of(request))
    usual = "ours" if agent.role == Role.SPECIALIST else "all"
    whose, direction, team = (
        request.GET.get("whose", usual),
        request.GET.get("direction", ""),
        request.GET.get("team"),
    )
    rows = Escalation.objects.visible_to(agent)
    if whose == "ours":
        teams = Membership.objects.filter(agent=agent).values("team")
        rows = rows.filter(Q(to_team__in=teams) | Q(to_agent=agent))
    elif whose == "asked":
        rows = rows.filter(Q(asked_by=agent) | Q(owner=agent))
    if direction in Direction.values:
        rows = rows.filter(direction=direction)
    if team and team.isascii() and team.isdigit() and len(team) < 10:
        rows = rows.filter(to_team=int(team))
    goals = Team.objects.filter(pk__in=Escalation.objects.order_by().values("to_team"))
    given = {
        "agent": agent,
        "nav": "escalations",
        "live_after": at,
        "columns": columns(rows),
        "whose": whose,
        "direction": direction,
        "team": team or "",
        "whose_options": [("all", _("Everything I see")), ("ours", _("Asked of us")), ("asked", _("Asked by me"))],
        "direction_options": [("", _("Both directions")), *Direction.choices],
        "team_options": [("", _("All teams")), *goals.order_by("name").values_list("pk", "name")],
    }
    return render(request, "escalations/board.html", given)


def columns(rows: EscalationQuerySet) -> list[Column]:
    """The three columns: the oldest first where somebody waits, the newest first where all is answered."""
    since = clock.now() - RETURNED
    return [
        _column(State.WAITING, _("Waiting"), rows.filter(state=State.WAITING).order_by("asked_at")),
        _column(State.TAKEN, _("Taken"), rows.filter(state=State.TAKEN).order_by("taken_at")),
        _column(
            State.RETURNED,
            _("Returned"),
            rows.filter(state=State.RETURNED, ended_at__gte=since).order_by("-ended_at"),
        ),
    ]


def _column(key: str, title: str, rows: EscalationQuerySet) -> Column:
    cards = list(
        rows.select_related(
            "ticket__requester", "owner", "asked_by", "taken_by", "ended_by", "to_team", "to_agent", "from_team"
        )[: MOST + 1]
    )
    return Column(str(key), title, cards[:MOST], len(cards) > MOST)
