"""Who would get a ticket if it came this moment, and why the others would not: the router's own decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ponte.events.models import Event
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.team.skills.models import Skill
from ponte.tickets.models import Ticket
from ponte.tickets.routing import knowing, rulebook, tasks, wording
from ponte.tickets.routing.deciding import Decision, Passed, decide
from ponte.tickets.routing.models import Place, Route

NOTHING = Decision()


@dataclass(frozen=True)
class PassedOver:
    """Somebody who does not get it, with why in words. `agent` None: their account is gone altogether."""

    agent: Agent | None
    words: str


@dataclass(frozen=True)
class Outlook:
    """`route` None: no route takes it. `agent` None: nobody could take it. `others`: could, but stand behind."""

    route: Route | None
    agent: Agent | None = None
    why: str = ""
    decision: Decision = NOTHING
    others: tuple[Agent, ...] = ()
    passed: tuple[PassedOver, ...] = ()


def look_ahead(ticket: Ticket, at: datetime | None = None) -> Outlook:
    """What the router would do with it now, were it nobody's."""
    at = at or clock.now()
    book = rulebook.current()
    route = book.route_for(ticket, at)
    if route is None:
        return Outlook(None)
    known = Place.objects.filter(ticket=ticket).first()
    place = known or Place(ticket=ticket, since=at)
    home = place.teams[0] if known and place.teams else route.team_id or ticket.team_id
    place.route, place.teams = route, tasks.teams_of(home, route, tasks.stage_of(route, place.since, at))
    task = tasks.build([place], {ticket.pk: ticket}, book, at)[ticket.pk]
    people = knowing.agents_in(task.teams) if task.teams else knowing.everybody()
    candidates = knowing.candidates(people, at)
    decision = decide(task, candidates)
    passed = {one.agent for one in decision.passed} | {decision.agent}
    behind = [one.agent for one in candidates if one.agent not in passed]
    return Outlook(
        route=route,
        agent=Agent.objects.filter(pk=decision.agent).first() if decision.agent else None,
        why=wording.why(decision.why, _skills(decision.why)),
        decision=decision,
        others=tuple(Agent.objects.filter(pk__in=behind).order_by("name")),
        passed=told(decision.passed),
    )


def passed_of(event: Event) -> tuple[PassedOver, ...]:
    """Who was passed over when this was decided; what is no longer understood is left out."""
    rows: list[Any] = event.data.get("passed") or []
    return told([Passed(*row) for row in rows if isinstance(row, list) and len(row) == 5])


def told(passed: Iterable[Passed]) -> tuple[PassedOver, ...]:
    """In words; two queries."""
    rows = list(passed)
    agents = Agent.objects.in_bulk([row.agent for row in rows])
    skills = dict(Skill.objects.filter(pk__in=[row.skill for row in rows if row.skill]).values_list("pk", "name"))
    return tuple(
        PassedOver(
            agents.get(row.agent),
            wording.refused(str(row.refusal), row.load, row.most, skills.get(row.skill or 0, "")),
        )
        for row in rows
    )


def _skills(why: Iterable[str]) -> dict[int, str]:
    ids = [int(word.partition(":")[2]) for word in why if word.startswith("skill:")]
    return dict(Skill.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}
