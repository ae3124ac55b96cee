"""Where each ticket stands with the router, worked out from how the ticket stands now."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from ponte.tickets.models import Ticket
from ponte.tickets.routing import knowing, rulebook, staying, tasks, writing
from ponte.tickets.routing.models import Place, Route
from ponte.tickets.routing.rulebook import Book
from ponte.tickets.states import StateType


@transaction.atomic
def place(
    numbers: Collection[int],
    *,
    at: datetime,
    gave_back: Mapping[int, Collection[int]] | None = None,
    moved: Collection[int] = (),
    decided: Collection[int] = (),
    when: Mapping[int, datetime] | None = None,
    is_sweep: bool = False,
) -> int:
    """Bring the places of these tickets up to how the tickets stand; returns how many wait.

    `gave_back`: who had each and has it no more. `moved`: those that people moved to another team.
    `decided`: those that people gave to somebody. `when`: when each began to stand as it does, if not `at`.
    `is_sweep`: nothing happened to them; the rules changed, so a team that a ticket has is left to it.
    """
    book = rulebook.current()
    if not book.routes and not Place.objects.exists():
        return 0
    held = {row.pk: row for row in Place.objects.select_for_update().filter(ticket__in=numbers).order_by("pk")}
    tickets = Ticket.objects.filter(pk__in=numbers).select_related("requester", "state").order_by("pk")
    gone = knowing.gone()
    new, kept, ended = [], [], []
    for ticket in tickets:
        row = held.get(ticket.pk)
        if ticket.is_closed or ticket.is_spam:
            ended.append(ticket.pk)
            continue
        if row is not None:
            _remember(row, ticket, (gave_back or {}).get(ticket.pk, ()))
        if ticket.assignee_id is not None:
            if row is not None:
                if ticket.pk in decided:
                    row.agent_id = None
                _with_somebody(row, ticket, book.route(row.route_id), gone)
                kept.append(row)
            continue
        if ticket.state_type > StateType.OPEN or ticket.wakes_at is not None:
            if row is not None:
                row.waits, row.next_at = False, None
                kept.append(row)
            continue
        route = book.route_for(ticket, at)
        if route is None:
            ended.append(ticket.pk)
            continue
        if row is None:
            row = Place(ticket=ticket, route=route, waits=False, tried=sorted((gave_back or {}).get(ticket.pk, ())))
            new.append(row)
        else:
            kept.append(row)
        begun = (when or {}).get(ticket.pk, at)
        _wait(row, ticket, route, book, at, begun, has_moved=ticket.pk in moved, keeps_team=is_sweep)
    Place.objects.filter(ticket__in=ended).delete()
    Place.objects.bulk_create(new, ignore_conflicts=True)
    writing.write(kept)
    return sum(row.waits for row in (*new, *kept))


def _remember(row: Place, ticket: Ticket, gave_back: Collection[int]) -> None:
    """Who has it no more does not get it again."""
    before = {row.agent_id} if row.agent_id and row.agent_id != ticket.assignee_id else set()
    row.tried = sorted({*row.tried, *before, *gave_back} - {ticket.assignee_id})


def _with_somebody(row: Place, ticket: Ticket, route: Route | None, gone: Mapping[int, datetime]) -> None:
    row.waits, row.told, row.next_at = False, "", None
    if row.agent_id == ticket.assignee_id:
        row.next_at = staying.until(row, ticket, route, gone.get(row.agent_id or 0))
    else:  # people decided: theirs to change
        row.agent_id, row.given_at = None, None


def _wait(
    row: Place,
    ticket: Ticket,
    route: Route,
    book: Book,
    at: datetime,
    begun: datetime,
    *,
    has_moved: bool,
    keeps_team: bool,
) -> None:
    home = row.teams[0] if row.teams else None
    if has_moved or keeps_team:
        home = ticket.team_id or route.team_id
    elif row.route_id != route.pk or not row.waits:
        home = (ticket.team_id if row.tried else None) or route.team_id or ticket.team_id
    if not row.waits:
        row.waits, row.since, row.told = True, begun, ""
    row.route, row.agent_id, row.given_at = route, None, None
    row.stage = tasks.stage_of(route, row.since, at)
    row.teams = tasks.teams_of(home, route, row.stage)
    row.must = tasks.must_of(ticket, route, book.needs_of(ticket, at))
    row.next_at = at
