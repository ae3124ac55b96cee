"""Who gets a ticket: a pure decision from facts, with its reasons as facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from ponte.team.models import Availability
from ponte.tickets.routing.ways import Match, Way, speaks

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Refusal(StrEnum):
    """Why somebody does not get it; the first of these that holds is told."""

    CLOSED = "closed"  # the account
    TEAM = "team"
    TRIED = "tried"  # they gave it back, or stayed silent
    OFF = "off"
    AWAY = "away"
    BUSY = "busy"
    NOTHING = "nothing"  # their limit is 0
    FULL = "full"
    LANGUAGE = "language"
    SKILL = "skill"


@dataclass(frozen=True)
class Need:
    """A skill that the ticket needs, at least at `level`."""

    skill: int
    level: int = 1
    is_must: bool = True


@dataclass(frozen=True)
class Task:
    """What is decided: a ticket with what its route asks for.

    `teams`: who may get it, the first preferred; none: everybody.
    `last_agent`: who helped this customer last, if that matters.
    """

    ticket: int
    teams: tuple[int, ...]
    work: str = "mail"
    language: str = ""
    way: Way = Way.LOAD
    match: Match = Match.PREFER
    needs: tuple[Need, ...] = ()
    last_agent: int | None = None
    tried: frozenset[int] = frozenset()


@dataclass
class Candidate:
    """Somebody who may get tickets, as they stand now. `load`, `most`: by kind of work."""

    agent: int
    teams: frozenset[int]
    languages: frozenset[str] = frozenset()
    skills: Mapping[int, int] = field(default_factory=dict)
    availability: str = Availability.ONLINE
    on_shift: bool = True
    is_active: bool = True
    load: dict[str, int] = field(default_factory=dict)
    most: Mapping[str, int] = field(default_factory=dict)
    last_given: datetime = LONG_AGO

    def free(self, work: str) -> int:
        """How many more they may hold."""
        return max(0, self.most.get(work, 0) - self.load.get(work, 0))


@dataclass(frozen=True)
class Passed:
    """Somebody who did not get it. `skill`: the one they lack."""

    agent: int
    refusal: Refusal
    load: int = 0
    most: int = 0
    skill: int | None = None


@dataclass(frozen=True)
class Decision:
    """`agent` None: nobody could take it. `why`: what spoke for them, such as "language:uk"; `load`: before it."""

    agent: int | None = None
    team: int | None = None
    why: tuple[str, ...] = ()
    load: int = 0
    most: int = 0
    passed: tuple[Passed, ...] = ()


def decide(task: Task, candidates: Sequence[Candidate]) -> Decision:
    """Choose among `candidates`; the order in which they are given does not matter."""
    able, passed = [], []
    for one in candidates:
        refused = refusal(task, one)
        if refused is None:
            able.append(one)
        else:
            passed.append(refused)
    passed.sort(key=lambda each: (each.refusal, each.agent))
    if not able or task.way == Way.MANUAL:
        return Decision(passed=tuple(passed))
    best = min(able, key=lambda one: rank(task, one))
    return Decision(
        best.agent,
        task.teams[_team_place(task, best)] if task.teams else None,
        tuple(_why(task, best)),
        best.load.get(task.work, 0),
        best.most.get(task.work, 0),
        tuple(passed),
    )


def refusal(task: Task, one: Candidate) -> Passed | None:
    """Why they cannot get it; None when they can."""
    load, most = one.load.get(task.work, 0), one.most.get(task.work, 0)

    def because(why: Refusal, skill: int | None = None) -> Passed:
        return Passed(one.agent, why, load, most, skill)

    if not one.is_active:
        return because(Refusal.CLOSED)
    if task.teams and one.teams.isdisjoint(task.teams):
        return because(Refusal.TEAM)
    if one.agent in task.tried:
        return because(Refusal.TRIED)
    if one.availability == Availability.OFF or not one.on_shift:
        return because(Refusal.OFF)
    if one.availability == Availability.AWAY:
        return because(Refusal.AWAY)
    if one.availability == Availability.BUSY:
        return because(Refusal.BUSY)
    if most <= 0:
        return because(Refusal.NOTHING)
    if load >= most:
        return because(Refusal.FULL)
    if task.match == Match.MUST and task.language and not speaks(one.languages, task.language):
        return because(Refusal.LANGUAGE)
    lacking = next((need for need in task.needs if need.is_must and not _meets(one, need)), None)
    return because(Refusal.SKILL, lacking.skill) if lacking else None


def rank(task: Task, one: Candidate) -> tuple[object, ...]:
    """The smallest gets it: the customer's last agent, the nearer team, the language, the skills, then the way."""
    met = sum(_meets(one, need) for need in task.needs)
    levels = sum(one.skills.get(need.skill, 0) for need in task.needs) if task.way == Way.SKILLS else 0
    ratio = 0.0 if task.way == Way.TURNS else one.load.get(task.work, 0) / one.most.get(task.work, 1)
    speaks_it = task.match != Match.ANY and speaks(one.languages, task.language)
    return (
        one.agent != task.last_agent,
        _team_place(task, one),
        not speaks_it,
        -met,
        -levels,
        ratio,
        one.last_given,
        one.agent,
    )


def _meets(one: Candidate, need: Need) -> bool:
    return one.skills.get(need.skill, 0) >= need.level


def _team_place(task: Task, one: Candidate) -> int:
    return next((place for place, team in enumerate(task.teams) if team in one.teams), 0)


def _why(task: Task, one: Candidate) -> list[str]:
    found = []
    if one.agent == task.last_agent:
        found.append("last")
    if task.match != Match.ANY and task.language and speaks(one.languages, task.language):
        found.append(f"language:{task.language}")
    found += [f"skill:{need.skill}" for need in task.needs if _meets(one, need)]
    if _team_place(task, one):
        found.append("overflow")
    found.append({Way.TURNS: "turn", Way.LOAD: "load", Way.SKILLS: "load"}[task.way])
    return found
