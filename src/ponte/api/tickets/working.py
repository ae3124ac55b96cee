"""What is done on a ticket: its checklist and the time that went into it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Router

from ponte.api import finding
from ponte.api.access import Call
from ponte.api.answering import done, give
from ponte.api.operations import JSON, operation
from ponte.api.problems import not_found, wrong
from ponte.api.schemas.words import Id
from ponte.api.schemas.working import (
    ItemChange,
    ItemOut,
    ItemsIn,
    ItemsOut,
    TimeChange,
    TimeIn,
    TimeOut,
    TimesOut,
)
from ponte.team import permissions
from ponte.team.tokens.scopes import Scope
from ponte.tickets.checklists import listing, ticking
from ponte.tickets.checklists.models import ChecklistItem, ChecklistTemplate
from ponte.tickets.models import Ticket
from ponte.tickets.timing import correcting
from ponte.tickets.timing.models import TimeEntry

router = Router(tags=["Handling"])
READ, WRITE = Scope.TICKETS_READ, Scope.TICKETS_WRITE


def _item(row: ChecklistItem) -> dict[str, Any]:
    by = row.done_by
    return {
        "id": row.pk,
        "text": row.text,
        "is_required": row.is_required,
        "done_at": row.done_at,
        "done_by": {"id": by.pk, "name": by.name} if by else None,
    }


def _items(ticket: Ticket) -> dict[str, Any]:
    rows = ChecklistItem.objects.filter(ticket=ticket).select_related("done_by")
    return {"items": [_item(row) for row in rows]}


def _found_item(ticket: Ticket, pk: int) -> ChecklistItem:
    row = ChecklistItem.objects.select_related("ticket", "done_by").filter(ticket=ticket, pk=pk).first()
    if row is None:
        raise not_found()
    return row


@operation(router, "GET", "/tickets/{ticket}/checklist", READ, gives=ItemsOut, refuses=(404,))
def read_checklist(request: Call, ticket: Path[Id]) -> HttpResponse:
    """Read a ticket's checklist"""
    return give(_items(finding.ticket_for(request.agent, ticket)))


@operation(router, "POST", "/tickets/{ticket}/checklist", WRITE, gives=ItemsOut, takes=JSON, refuses=(404, 409))
def add_to_checklist(request: Call, ticket: Path[Id], asked: ItemsIn) -> HttpResponse:
    """Put things on a ticket's checklist

    One thing, or a kept list. The answer is the whole checklist.
    """
    found = finding.ticket_for(request.agent, ticket)
    permissions.require(request.agent, "write")
    if (asked.text is None) == (asked.checklist is None):
        raise wrong("text", _("Write a text or name a checklist, one of the two."))
    if asked.checklist is not None:
        listing.apply(found, finding.named(ChecklistTemplate, asked.checklist, "checklist"), by=request.agent)
    elif listing.add(found, asked.text or "", by=request.agent, required=asked.is_required) is None:
        raise wrong("text", _("Write text."))
    return give(_items(found))


@operation(
    router,
    "PATCH",
    "/tickets/{ticket}/checklist/{item}",
    WRITE,
    gives=ItemOut,
    takes=JSON,
    refuses=(404, 409),
)
def tick_item(request: Call, ticket: Path[Id], item: Path[Id], asked: ItemChange) -> HttpResponse:
    """Tick a thing of the checklist, or take the tick off"""
    found = finding.ticket_for(request.agent, ticket)
    row = _found_item(found, item)
    permissions.require(request.agent, "write")
    ticking.tick(row, asked.is_done, by=request.agent)
    return give(_item(_found_item(found, item)))


@operation(router, "DELETE", "/tickets/{ticket}/checklist/{item}", WRITE, status=204, refuses=(404, 409))
def remove_item(request: Call, ticket: Path[Id], item: Path[Id]) -> HttpResponse:
    """Take a thing off the checklist"""
    row = _found_item(finding.ticket_for(request.agent, ticket), item)
    listing.remove(row, by=request.agent)
    return done()


def _time(row: TimeEntry) -> dict[str, Any]:
    plain = {name: getattr(row, name) for name in ("seconds", "started_at", "last_at", "corrected_at")}
    return {"id": row.pk, "agent": {"id": row.agent_id, "name": row.agent.name}, **plain}


@operation(router, "GET", "/tickets/{ticket}/time", READ, gives=TimesOut, refuses=(404,))
def read_time(request: Call, ticket: Path[Id]) -> HttpResponse:
    """Read the time that went into a ticket"""
    found = finding.ticket_for(request.agent, ticket)
    rows = list(TimeEntry.objects.filter(ticket=found).select_related("agent").order_by("pk"))
    return give({"items": [_time(row) for row in rows], "seconds": sum(row.seconds for row in rows)})


@operation(router, "POST", "/tickets/{ticket}/time", WRITE, gives=TimeOut, status=201, takes=JSON, refuses=(404,))
def add_time(request: Call, ticket: Path[Id], asked: TimeIn) -> HttpResponse:
    """Add time of one's own

    Work that was done elsewhere, such as a phone call.
    """
    found = finding.ticket_for(request.agent, ticket)
    permissions.require(request.agent, "write")
    return give(_time(correcting.add(found, asked.seconds, by=request.agent)), 201)


@operation(router, "PATCH", "/tickets/{ticket}/time/{entry}", WRITE, gives=TimeOut, takes=JSON, refuses=(404,))
def correct_time(request: Call, ticket: Path[Id], entry: Path[Id], asked: TimeChange) -> HttpResponse:
    """Correct a time

    One's own; those who see everything correct any.
    """
    found = finding.ticket_for(request.agent, ticket)
    row = TimeEntry.objects.select_related("agent").filter(ticket=found, pk=entry).first()
    if row is None:
        raise not_found()
    return give(_time(correcting.correct(row, asked.seconds, by=request.agent)))
