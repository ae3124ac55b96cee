"""The router's round: what is due is looked at, and whoever became free gets what waits.

Places are claimed with SKIP LOCKED, so that two workers never look at the same ticket. The desks of all who might
get one are locked before their load is counted, so that two workers never fill the same place at somebody's desk.
Desks come after places, and always in the order of their ids; tickets come after desks.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q

from ponte.lib import clock
from ponte.tickets.models import Ticket
from ponte.tickets.routing import giving, knowing, rulebook, staying, tasks
from ponte.tickets.routing.deciding import Candidate, Decision, Task, decide
from ponte.tickets.routing.giving import Gift
from ponte.tickets.routing.models import Desk, Place
from ponte.tickets.routing.rulebook import Book
from ponte.tickets.routing.ways import WORK, Way
from ponte.tickets.states import StateType

BATCH = 200
LOCK = 7_066_042
AGAIN = timedelta(minutes=5)  # nobody else could take it from somebody who is silent or gone
SOON = timedelta(seconds=1)  # somebody is at work on the ticket at this very moment


@transaction.atomic
def look(at: datetime | None = None) -> int:
    """Look at a batch of what is due; returns how many places that were."""
    at = at or clock.now()
    due = Place.objects.select_for_update(skip_locked=True, of=("self",)).filter(next_at__lte=at)
    places = list(due.order_by("-ticket__priority", "ticket__due_at", "ticket")[:BATCH])
    if places:
        _settle(places, at)
    return len(places)


@transaction.atomic
def fill(at: datetime | None = None) -> int:
    """Give waiting tickets to those who became free; returns how many were woken (0 when another worker is at it)."""
    at = at or clock.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
    woken = dict(Desk.objects.filter(woken__gt=0).order_by("agent").values_list("agent_id", "woken")[:BATCH])
    if not woken:
        return 0
    numbers: set[int] = set()
    for one in knowing.candidates(sorted(woken), at):
        numbers.update(waiting_for(one))
    held = Place.objects.select_for_update(skip_locked=True, of=("self",)).filter(ticket__in=numbers, waits=True)
    places = list(held.order_by("ticket"))
    given = _settle(places, at, also=woken) if places else set()
    # Who got something may have room for more; who was woken again meanwhile has another number.
    for agent in sorted(woken.keys() - given):
        Desk.objects.filter(agent=agent, woken=woken[agent]).update(woken=0)
    return len(woken)


def waiting_for(one: Candidate, limit: int = BATCH) -> list[int]:
    """The tickets that somebody could take now, the most pressing first, as far as they have room."""
    free = sorted(channel for channel, work in WORK.items() if one.free(str(work)))
    room = sum(one.free(str(work)) for work in set(WORK.values()))
    if not free or not one.is_active or one.availability != "online" or not one.on_shift:
        return []
    rows = Ticket.objects.in_work().filter(assignee__isnull=True, channel__in=free, place__waits=True)
    rows = rows.filter(Q(place__teams=[]) | Q(place__teams__overlap=sorted(one.teams)))
    rows = rows.filter(place__must__contained_by=tasks.words_of(one))
    rows = rows.exclude(place__tried__contains=[one.agent]).exclude(place__route__way=Way.MANUAL)
    return list(rows.order_by("-priority", "due_at", "id").values_list("pk", flat=True)[: min(limit, room)])


def _settle(places: Sequence[Place], at: datetime, also: Collection[int] = ()) -> set[int]:
    """Decide about held places and write what was decided; returns who got something."""
    book = rulebook.current()
    numbers = [place.ticket_id for place in places]
    rows = Ticket.objects.filter(pk__in=numbers).select_related("requester", "state")
    tickets = {ticket.pk: ticket for ticket in rows}
    for place in places:
        _widen(place, book, at)
    people = _people(places)
    knowing.lock(sorted({*people, *also}))
    gone = knowing.gone()
    known = knowing.candidates(people, at)
    everybody = set(knowing.everybody()) if any(not place.teams for place in places) else set()
    todo = tasks.build(places, tickets, book, at)
    gifts: list[Gift] = []
    for place in sorted(places, key=lambda each: _pressing(tickets[each.ticket_id])):
        ticket, cause = tickets[place.ticket_id], ""
        route = book.route(place.route_id)
        place.next_at = tasks.next_step(route, place.since, at) if route and place.waits else None
        if not _is_ours(place, ticket):
            continue
        if not place.waits:
            cause, place.next_at = staying.over(place, ticket, route, gone.get(place.agent_id or 0), at)
            if not cause:
                continue
            place.next_at = at + AGAIN
        if (task := todo.get(ticket.pk)) is None:
            continue
        decision = decide(task, _asked(known, task, everybody, except_for=place.agent_id if cause else None))
        if decision.agent is not None:
            _count(known, decision, task.work, at + timedelta(microseconds=len(gifts)))
        gifts.append(Gift(place, ticket, decision, cause, task.way))
    return giving.give(gifts, known, book, at, gone, soon=at + SOON, places=places)


def _widen(place: Place, book: Book, at: datetime) -> None:
    """Let further teams in when a step of overflow is due."""
    route = book.route(place.route_id)
    if route is not None and place.waits:
        place.stage = tasks.stage_of(route, place.since, at)
        place.teams = tasks.teams_of(place.teams[0] if place.teams else None, route, place.stage)


def _people(places: Sequence[Place]) -> list[int]:
    teams = {team for place in places for team in place.teams}
    found = set(knowing.agents_in(teams)) if teams else set()
    if any(not place.teams for place in places):
        found.update(knowing.everybody())
    return sorted(found)


def _is_ours(place: Place, ticket: Ticket) -> bool:
    """Whether the ticket stands as the place says: what people decide is theirs, and is heard of in a moment."""
    in_work = ticket.state_type <= StateType.OPEN and not ticket.is_spam and ticket.wakes_at is None
    return in_work and ticket.assignee_id == (None if place.waits else place.agent_id)


def _asked(
    known: Collection[Candidate], task: Task, everybody: Collection[int], *, except_for: int | None
) -> list[Candidate]:
    """Those of the task's teams, or whoever answers what has no team."""
    mine = (one for one in known if (bool(one.teams & set(task.teams)) if task.teams else one.agent in everybody))
    return [one for one in mine if one.agent != except_for]


def _pressing(ticket: Ticket) -> tuple[int, datetime, int]:
    return -ticket.priority, ticket.due_at, ticket.pk


def _count(known: Collection[Candidate], decision: Decision, work: str, at: datetime) -> None:
    one = next(each for each in known if each.agent == decision.agent)
    one.load[work] = one.load.get(work, 0) + 1
    one.last_given = at
