"""Everything the monitor shows, ready to be drawn; each figure with the address of its tickets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ponte.desk.inbox import rows
from ponte.desk.inbox.asking import Asked
from ponte.desk.inbox.listing import page as page_of
from ponte.desk.inbox.words import PRIORITY_KINDS, STATE_KINDS
from ponte.desk.monitor.flow_chart import flow_chart
from ponte.desk.remembering import Remembered
from ponte.lib import clock
from ponte.team.models import Agent, Availability, Team
from ponte.tickets.models import Presence
from ponte.tickets.monitoring import Figures, Flow, Standing, flow, standing
from ponte.tickets.narrowing import NOBODY
from ponte.tickets.ordering import DUE
from ponte.tickets.presence import FRESH
from ponte.tickets.queues import Queue
from ponte.tickets.routing import weighing
from ponte.tickets.states import Channel, Priority, StateType
from ponte.ui.languages import language_name
from ponte.ui.moments import duration

NEXT, CREW = 8, 12
PRIORITIES = sorted(Priority, reverse=True)
CHANNELS = (
    Channel.PHONE, Channel.CHAT, Channel.MESSAGE, Channel.EMAIL, Channel.SOCIAL, Channel.FORM, Channel.API,
)  # fmt: skip
_standing: Remembered[Standing] = Remembered(fresh=2, usable=30)
_flow: Remembered[Flow] = Remembered(fresh=15, usable=120)
_limits: Remembered[dict[int, int]] = Remembered(fresh=10, usable=120)


@dataclass(frozen=True)
class Card:
    """What waits for us on one channel. `tone`: "late", "near" or ""."""

    channel: str
    word: str
    figures: Figures
    longest: str
    tone: str
    href: str


@dataclass(frozen=True)
class Line:
    """One value of a dimension with its figures; `share` of the largest, 0 to 100; `mark`: what its symbol is."""

    word: str
    figures: Figures
    share: int
    href: str
    late_href: str
    mark: str = ""


@dataclass(frozen=True)
class Mate:
    """A colleague: what they do, and how much lies with them; `most`: of what they may hold."""

    agent: Agent
    presence: str
    doing: str
    number: int
    late: int
    share: int
    href: str
    most: int


@dataclass(frozen=True)
class Seen:
    """The whole monitor. `team`: the one it is narrowed to."""

    at: datetime
    team: Team | None
    teams: list[Team]
    total: Figures
    unassigned_href: str
    late_href: str
    cards: list[Card]
    tables: list[tuple[str, str, list[Line]]]
    next: list[rows.Row]
    crew: list[Mate]
    here: int
    on_team: int
    flow: Flow
    chart: Any
    first_reply: str

    @property
    def team_choices(self) -> list[tuple[int | str, str]]:
        """What the monitor can be narrowed to."""
        return [("", _("All teams")), *((each.pk, each.name) for each in self.teams)]


def see(agent: Agent, team: str = "") -> Seen:
    """Read the monitor for `agent`; a `team` that does not exist is as none."""
    teams = sorted(Team.objects.filter(is_active=True), key=lambda each: each.name.casefold())
    chosen = next((each for each in teams if str(each.pk) == team), None)
    number = chosen.pk if chosen else None
    scope = "all" if agent.sees_all else agent.pk
    stands = _standing.get((scope, number), lambda: standing(agent, number))
    zone = timezone.get_current_timezone()
    now = clock.now()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    went = _flow.get((scope, number, midnight, zone), lambda: flow(agent, midnight, now, number))
    crew = list(_crew(stands, chosen))
    return Seen(
        at=stands.at,
        team=chosen,
        teams=teams,
        total=stands.total,
        unassigned_href=_address(number, assignee=NOBODY, waiting="us"),
        late_href=_address(number, waiting="late"),
        cards=list(_cards(stands, number)),
        tables=_tables(stands, number, {each.pk: each.name for each in teams}),
        next=_next(agent, number),
        crew=crew[:CREW],
        here=sum(mate.presence != "away" for mate in crew),
        on_team=len(crew),
        flow=went,
        chart=flow_chart(went),
        first_reply=duration(went.first_reply) if went.first_reply is not None else "",
    )


def forget() -> None:
    """Count anew when next asked."""
    _standing.forget()
    _flow.forget()
    _limits.forget()


def _cards(stands: Standing, team: int | None) -> Iterable[Card]:
    for channel in CHANNELS:
        figures = stands.of("channel", channel)
        if not figures.unsolved:
            continue
        yield Card(
            channel=channel,
            word=str(Channel(channel).label),
            figures=figures,
            longest=duration(stands.at - figures.longest, parts=2) if figures.longest else "",
            tone="late" if figures.late else "near" if figures.hour else "",
            href=_address(team, channel=channel, waiting="us"),
        )


def _tables(stands: Standing, team: int | None, teams: dict[int, str]) -> list[tuple[str, str, list[Line]]]:
    languages = sorted(stands.by.get("language", {}).items(), key=lambda pair: -pair[1].unsolved)
    names = sorted(teams.items(), key=lambda pair: pair[1].casefold())
    asked: list[tuple[str, str, str, list[tuple[Any, str, str]]]] = [
        ("team", "team_id", _("Team"), [*((pk, name, "") for pk, name in names), (None, _("No team"), "")]),
        ("state", "state_type", _("State"), [(each, str(each.label), STATE_KINDS[each]) for each in StateType]),
        (
            "priority",
            "priority",
            _("Priority"),
            [(each, str(each.label), PRIORITY_KINDS[each]) for each in PRIORITIES],
        ),
        (
            "language",
            "language",
            _("Language"),
            [(code, language_name(code), code) for code, _all in languages if code],
        ),
    ]
    made = [
        (key, title, list(_lines(stands, dimension, key, values, team)))
        for key, dimension, title, values in asked
        if not (key == "team" and team)
    ]
    return [each for each in made if each[2]]


def _lines(
    stands: Standing, dimension: str, key: str, values: Iterable[tuple[Any, str, str]], team: int | None
) -> Iterable[Line]:
    found = [(value, word, mark, stands.of(dimension, value)) for value, word, mark in values]
    most = max((figures.unsolved for *_rest, figures in found), default=0)
    for value, word, mark, figures in found:
        if figures.unsolved:
            chosen = {key: NOBODY if value is None else str(value)}
            share = round(100 * figures.unsolved / most)
            yield Line(word, figures, share, _address(team, **chosen), _address(team, **chosen, waiting="late"), mark)


def _next(agent: Agent, team: int | None) -> list[rows.Row]:
    filters = {"waiting": "due"} | ({"team": str(team)} if team else {})
    return page_of(Asked(Queue.ALL, DUE, filters), agent, size=NEXT).rows


def _crew(stands: Standing, team: Team | None) -> Iterable[Mate]:
    agents = Agent.objects.filter(is_active=True)
    if team:
        agents = agents.filter(memberships__team=team)
    doing = dict(
        Presence.objects.filter(seen_at__gt=clock.now() - FRESH).order_by("mode").values_list("agent_id", "mode")
    )
    loads = {agent.pk: stands.of("assignee_id", agent.pk) for agent in agents}
    limits = _limits.get("all", lambda: weighing.most_of(Agent.objects.filter(is_active=True)))
    order = {Availability.ONLINE: 0, Availability.BUSY: 1, Availability.AWAY: 2, Availability.OFF: 3}
    for agent in sorted(
        agents, key=lambda each: (order[Availability(each.availability)], -loads[each.pk].on_us, each.name.casefold())
    ):
        figures = loads[agent.pk]
        if agent.availability == Availability.OFF and not figures.on_us:
            continue
        yield Mate(
            agent=agent,
            presence={"online": "here", "busy": "busy"}.get(agent.availability, "away"),
            doing=_doing(agent, doing.get(agent.pk, "")),
            number=figures.on_us,
            late=figures.late,
            share=min(100, round(100 * figures.on_us / max(1, limits.get(agent.pk, 0)))) if figures.on_us else 0,
            href=_address(None, assignee=str(agent.pk), waiting="us"),
            most=limits.get(agent.pk, 0),
        )


def _doing(agent: Agent, mode: str) -> str:
    if mode in ("replying", "noting"):
        return _("Writing")
    if mode == "viewing":
        return _("Reading")
    if agent.availability == Availability.ONLINE:
        return pgettext("agent", "Free")
    return str(Availability(agent.availability).label)


def _address(team: int | None, /, **filters: str) -> str:
    parts = ({"team": str(team)} if team and "team" not in filters else {}) | filters
    return f"{reverse('inbox:all')}?{urlencode(parts)}"
