"""/bulk/tickets: up to a hundred at once, each by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from ninja import Router

from ponte.api import finding
from ponte.api.access import Call
from ponte.api.answering import give
from ponte.api.operations import JSON, operation
from ponte.api.refusals import problem_for
from ponte.api.schemas.bulk import Results, TicketChanges, TicketsIn
from ponte.api.tickets.changing import change_as_asked
from ponte.api.tickets.opening import open_as_asked
from ponte.api.tickets.shape import TICKET, resources
from ponte.team.models import Agent
from ponte.team.tokens.scopes import Scope
from ponte.tickets.models import Ticket

router = Router(tags=["Bulk"])
WRITE = Scope.TICKETS_WRITE


@operation(router, "POST", "/bulk/tickets", WRITE, gives=Results, takes=JSON)
def open_tickets(request: Call, asked: TicketsIn) -> HttpResponse:
    """Open several tickets

    Each by itself: one that is refused does not stop the others. The answer says what became of each, in order.
    """
    by = request.agent
    return give(_each([_opener(item, by) for item in asked.items], 201, request.path))


@operation(router, "PATCH", "/bulk/tickets", WRITE, gives=Results, takes=JSON)
def change_tickets(request: Call, asked: TicketChanges) -> HttpResponse:
    """Change several tickets

    Each by itself: one that is refused does not stop the others. The answer says what became of each, in order.
    """
    by = request.agent
    return give(_each([_changer(item.id, item.change, by) for item in asked.items], 200, request.path))


def _opener(item: Any, by: Agent) -> Callable[[], int]:
    return lambda: open_as_asked(item, by=by).pk


def _changer(pk: int, change: Any, by: Agent) -> Callable[[], int]:
    def run() -> int:
        found = finding.ticket_for(by, pk)
        change_as_asked(found, change, by=by)
        return found.pk

    return run


def _each(acts: list[Callable[[], int]], status: int, path: str) -> dict[str, Any]:
    ids: dict[int, int] = {}
    problems: dict[int, dict[str, Any]] = {}
    for place, act in enumerate(acts):
        try:
            with transaction.atomic():
                ids[place] = act()
        except Exception as error:
            problem = problem_for(error)
            if problem.status >= 500:
                raise
            problems[place] = problem.as_data(path)
    names = list(TICKET.fields)
    rows = Ticket.objects.filter(pk__in=ids.values()).values(*TICKET.columns(names))
    made = {each["id"]: each for each in resources(list(rows), names)}
    items = [
        {"index": place, "status": status, "ticket": made[ids[place]], "problem": None}
        if place in ids
        else {"index": place, "status": problems[place]["status"], "ticket": None, "problem": problems[place]}
        for place in range(len(acts))
    ]
    return {"items": items, "done": len(ids), "refused": len(problems)}
