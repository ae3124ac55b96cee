"""Writing down what was decided for a batch: tickets, places, desks and events, in as many statements as for one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from ponte.events.recording import SYSTEM, Entry, record_many
from ponte.tickets.models import Ticket
from ponte.tickets.routing import staying, writing
from ponte.tickets.routing.deciding import Candidate, Decision
from ponte.tickets.routing.models import Desk, Place
from ponte.tickets.routing.rulebook import Book
from ponte.tickets.routing.ways import Way
from ponte.tickets.sla import keeping
from ponte.tickets.sla import rulebook as policies

MOST_TOLD = 20  # of those who were passed over


@dataclass
class Gift:
    """A ticket with what was decided about it. `cause`: "silent" or "gone" where somebody has it already."""

    place: Place
    ticket: Ticket
    decision: Decision
    cause: str = ""
    way: Way = Way.LOAD


def give(
    gifts: Sequence[Gift],
    known: Iterable[Candidate],
    book: Book,
    at: datetime,
    gone: Mapping[int, datetime],
    *,
    soon: datetime,
    places: Sequence[Place],
) -> set[int]:
    """Write it; returns who got something. A ticket that somebody holds at this moment is left for `soon`."""
    free = _hold(gifts)
    entries: list[Entry] = []
    changed: list[Ticket] = []
    causes: list[int | None] = []  # which entry an entry follows from
    given: set[int] = set()
    for gift in gifts:
        if gift.ticket.pk not in free:
            gift.place.next_at = soon
            continue
        gift.ticket = free[gift.ticket.pk]
        first = len(entries)
        entries += _entries(gift, at)
        causes += [None if number == first else first for number in range(first, len(entries))]
        if _change(gift, at):
            changed.append(gift.ticket)
        if gift.decision.agent is not None:
            given.add(gift.decision.agent)
            route = book.route(gift.place.route_id)
            gift.place.next_at = staying.until(gift.place, gift.ticket, route, gone.get(gift.decision.agent))
    _save(changed, at)
    _record(entries, causes)
    writing.write(places)
    desks = [Desk(agent_id=one.agent, last_given=one.last_given) for one in known if one.agent in given]
    Desk.objects.bulk_update(desks, ["last_given"])
    return given


def _hold(gifts: Sequence[Gift]) -> dict[int, Ticket]:
    """Lock the tickets and read them again; answers those that are still as they were when it was decided."""
    was = {gift.ticket.pk: (gift.ticket.assignee_id, gift.ticket.state_type) for gift in gifts}
    rows = Ticket.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk__in=was).order_by("pk")
    rows = rows.select_related("state")
    return {row.pk: row for row in rows if was[row.pk] == (row.assignee_id, row.state_type)}


def _change(gift: Gift, at: datetime) -> bool:
    """Put it on ticket and place; says whether the ticket changed."""
    place, ticket, decision = gift.place, gift.ticket, gift.decision
    team = decision.team or (place.teams[0] if place.teams and place.waits else ticket.team_id)
    moved, ticket.team_id = ticket.team_id != team, team
    if decision.agent is None:
        return moved
    if gift.cause and place.agent_id:
        place.tried = sorted({*place.tried, place.agent_id})
    ticket.assignee_id = decision.agent
    place.waits, place.agent_id, place.given_at, place.told = False, decision.agent, at, ""
    return True


def _entries(gift: Gift, at: datetime) -> list[Entry]:
    """What is told: the reasons first, then what follows from them."""
    place, ticket, decision = gift.place, gift.ticket, gift.decision
    home = place.teams[0] if place.teams and place.waits else ticket.team_id
    team = decision.team or home
    said: list[tuple[str, dict[str, Any]]] = []
    if decision.agent is not None:
        said.append(("ticket.routed", _reasons(gift)))
        said.append(("ticket.assigned", {"old": ticket.assignee_id, "new": decision.agent}))
    elif not gift.cause and gift.way != Way.MANUAL and place.told != f"stage {place.stage}":
        place.told = f"stage {place.stage}"  # once for each widening, however often it is looked at
        said.append(("ticket.routed", _reasons(gift)))
    if team != ticket.team_id:
        said.append(("ticket.moved", {"old": ticket.team_id, "new": team}))
    name = ticket.journal_name
    return [Entry(kind, SYSTEM, name, ticket=ticket.pk, at=at, data=data) for kind, data in said]


def _reasons(gift: Gift) -> dict[str, Any]:
    decision = gift.decision
    counted = Counter(str(one.refusal) for one in decision.passed)
    return {
        "route": gift.place.route_id,
        "agent": decision.agent,
        "team": decision.team,
        "old": gift.ticket.assignee_id,
        "because": gift.cause,
        "why": ",".join(decision.why),
        "load": decision.load + 1 if decision.agent else None,
        "most": decision.most or None,
        "reasons": "" if decision.agent else ",".join(f"{code}:{number}" for code, number in counted.most_common()),
        "passed": [
            [one.agent, str(one.refusal), one.load, one.most, one.skill] for one in decision.passed[:MOST_TOLD]
        ],
    }


def _save(tickets: Sequence[Ticket], at: datetime) -> None:
    """One statement for any number of tickets; deadlines follow where a policy speaks of people or teams."""
    if not tickets:
        return
    fields = ("assignee", "team")
    if policies.current().cares(fields):
        states = {ticket.state_id: ticket.state for ticket in tickets}
        keeping.work_out(tickets, at=at, states=states, changed=fields).write()
    columns: list[list[Any]] = [
        [ticket.pk for ticket in tickets],
        [ticket.assignee_id for ticket in tickets],
        [ticket.team_id for ticket in tickets],
        [ticket.due_at for ticket in tickets],
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE tickets_ticket SET assignee_id = new.assignee, team_id = new.team, due_at = new.due,
                   updated_at = %s
               FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::timestamptz[])
                   AS new(id, assignee, team, due)
               WHERE tickets_ticket.id = new.id""",
            [at, *columns],
        )


def _record(entries: Sequence[Entry], causes: Sequence[int | None]) -> None:
    """The reasons first, so that what follows from them can name them as its cause."""
    first = [number for number, cause in enumerate(causes) if cause is None]
    events = dict(zip(first, record_many([entries[number] for number in first]), strict=True))
    record_many(
        [
            Entry(one.kind, one.by, one.subject, one.ticket, one.customer, events[cause].pk, one.at, one.data)
            for one, cause in zip(entries, causes, strict=True)
            if cause is not None
        ]
    )
