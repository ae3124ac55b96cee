"""Arrivals against solutions, hour by hour, from the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from ponte.events.models import Event
from ponte.team.models import Agent
from ponte.tickets.models import Ticket
from ponte.tickets.querysets import TicketQuerySet
from ponte.tickets.states import LAST_UNSOLVED

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Flow:
    """`created` and `solved`: how many in each hour from `since` on.

    A ticket that was solved, reopened and solved again within the time counts as often as it was solved.
    `first_reply`: the median from creation to the first answer, of tickets that got it in this time; calendar
    time; None when there was none. `first_replies`: of how many.
    """

    since: datetime
    created: tuple[int, ...]
    solved: tuple[int, ...]
    first_reply: timedelta | None = None
    first_replies: int = 0


def flow(agent: Agent, since: datetime, until: datetime, team: int | None = None) -> Flow:
    """What came and what was solved in `since <= at < until`, of what `agent` may see."""
    hours = max(1, -(-(until - since) // HOUR))
    created, solved = [0] * hours, [0] * hours
    events = Event.objects.filter(at__gte=since, at__lt=until)
    kinds = ("ticket.created", "ticket.state_changed")
    rows = list(events.filter(kind__in=kinds).values_list("kind", "at", "ticket_id", "data"))
    happened = [
        (kind, at, ticket)
        for kind, at, ticket, data in rows
        if ticket is not None
        and (kind == "ticket.created" or data.get("new_type", 0) > LAST_UNSOLVED >= data.get("old_type", 0))
    ]
    seen = _seen(agent, team, {ticket for _kind, _at, ticket in happened})
    for kind, at, ticket in happened:
        if ticket in seen:
            (created if kind == "ticket.created" else solved)[(at - since) // HOUR] += 1
    replied: set[int | None] = set(events.filter(kind="ticket.replied").values_list("ticket_id", flat=True))
    firsts = _visible(agent, team).filter(
        pk__in=[ticket for ticket in replied if ticket], first_replied_at__gte=since, first_replied_at__lt=until
    )
    waits = [
        (first - begun).total_seconds()
        for first, begun in firsts.values_list("first_replied_at", "created_at")
        if first
    ]
    typical = timedelta(seconds=median(waits)) if waits else None
    return Flow(since, tuple(created), tuple(solved), typical, len(waits))


def _seen(agent: Agent, team: int | None, tickets: set[int]) -> set[int]:
    if agent.sees_all and team is None:
        return tickets
    return set(_visible(agent, team).filter(pk__in=tickets).values_list("pk", flat=True))


def _visible(agent: Agent, team: int | None) -> TicketQuerySet:
    visible = Ticket.objects.visible_to(agent)
    return visible if team is None else visible.filter(team=team)
