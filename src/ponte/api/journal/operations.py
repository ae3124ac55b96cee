"""/events and /tickets/{ticket}/events."""

from __future__ import annotations

from django.http import HttpResponse
from ninja import Path, Query, Router

from ponte.api import finding, paging
from ponte.api.access import Call
from ponte.api.answering import give
from ponte.api.journal.shape import COLUMNS, resource, visible_to
from ponte.api.operations import operation
from ponte.api.schemas.journal import EventQuery, EventsOut
from ponte.api.schemas.words import Id, PageQuery
from ponte.team import permissions
from ponte.team.tokens.scopes import Scope

router = Router(tags=["Journal"])


@operation(router, "GET", "/events", Scope.ADMIN_READ, gives=EventsOut)
def list_events(request: Call, asked: Query[EventQuery]) -> HttpResponse:
    """List events

    Newest first. To follow what happens, use the export of events: it loses nothing.
    """
    permissions.require(request.agent, "read_journal")
    found = visible_to(request.agent)
    if asked.kind:
        found = found.filter(**{"kind__startswith" if asked.kind.endswith(".") else "kind": asked.kind})
    plain = {
        "subject": asked.subject,
        "actor": asked.actor,
        "ticket_id": asked.ticket,
        "customer_id": asked.customer,
        "at__gte": asked.since,
    }
    found = found.filter(**{name: value for name, value in plain.items() if value is not None})
    rows, following = paging.by_id(found.values(*COLUMNS), "events", asked.cursor, asked.limit, newest_first=True)
    return give(paging.page([resource(row) for row in rows], following))


@operation(router, "GET", "/tickets/{ticket}/events", Scope.TICKETS_READ, gives=EventsOut, refuses=(404,))
def list_ticket_events(request: Call, ticket: Path[Id], asked: Query[PageQuery]) -> HttpResponse:
    """List what happened to a ticket

    Oldest first.
    """
    found = finding.ticket_for(request.agent, ticket)
    rows, following = paging.by_id(
        visible_to(request.agent).filter(ticket_id=found.pk).values(*COLUMNS), "history", asked.cursor, asked.limit
    )
    return give(paging.page([resource(row) for row in rows], following))
