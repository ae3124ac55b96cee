"""Those who may get tickets, as the database has them now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from ponte.team.models import Agent, Membership, Role
from ponte.team.skills import limiting, shifting
from ponte.team.skills.models import AgentSkill
from ponte.tickets.routing import weighing
from ponte.tickets.routing.deciding import LONG_AGO, Candidate
from ponte.tickets.routing.models import Desk


def agents_in(teams: Collection[int]) -> list[int]:
    """The members of these teams who have an account, in order."""
    rows = Membership.objects.filter(team__in=list(teams), agent__is_active=True)
    return sorted(set(rows.values_list("agent_id", flat=True)))


def everybody() -> list[int]:
    """Who may get the tickets of no team, in order."""
    rows = Agent.objects.filter(is_active=True, role=Role.AGENT)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def gone() -> dict[int, datetime]:
    """Who is away or off shift, since when."""
    rows = Desk.objects.filter(gone_since__isnull=False).values_list("agent_id", "gone_since")
    return {agent: since for agent, since in rows if since is not None}


def lock(agents: Collection[int]) -> None:
    """Hold the agents' desks, so that nobody else counts and adds to their load meanwhile."""
    having = set(Desk.objects.filter(agent__in=agents).values_list("agent_id", flat=True))
    Desk.objects.bulk_create([Desk(agent_id=agent) for agent in agents if agent not in having], ignore_conflicts=True)
    list(Desk.objects.select_for_update().filter(agent__in=agents).order_by("agent_id").values_list("agent_id"))


def candidates(agents: Collection[int], at: datetime) -> list[Candidate]:
    """What a decision must know of them; a handful of queries, however many they are."""
    people = list(Agent.objects.filter(pk__in=agents).order_by("pk"))
    teams: dict[int, set[int]] = defaultdict(set)
    for agent, team in Membership.objects.filter(agent__in=agents).values_list("agent_id", "team_id"):
        teams[agent].add(team)
    skills: dict[int, dict[int, int]] = defaultdict(dict)
    held = AgentSkill.objects.filter(agent__in=agents, skill__is_active=True)
    for agent, skill, level in held.values_list("agent_id", "skill_id", "level"):
        skills[agent][skill] = level
    limits, loads = limiting.limits_of(people), weighing.loads_of(agents)
    off = shifting.off_shift(agents, at)
    given = dict(Desk.objects.filter(agent__in=agents).values_list("agent_id", "last_given"))
    return [
        Candidate(
            agent=person.pk,
            teams=frozenset(teams[person.pk]),
            languages=frozenset(person.languages),
            skills=skills[person.pk],
            availability=person.availability,
            on_shift=person.pk not in off,
            is_active=person.is_active and person.may_write,
            load=loads[person.pk],
            most=limits[person.pk],
            last_given=given.get(person.pk) or LONG_AGO,
        )
        for person in people
    ]
