"""Replies that go out later."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Router

from ponte.api import finding, naming
from ponte.api.access import Call
from ponte.api.answering import done, give
from ponte.api.operations import JSON, operation
from ponte.api.problems import Problem, conflict, not_found, wrong
from ponte.api.schemas.words import Id
from ponte.api.schemas.working import LaterIn, LaterOut, LatersOut
from ponte.api.tickets import recipients, uploads
from ponte.team import permissions
from ponte.team.tokens.scopes import Scope
from ponte.tickets.later import scheduling
from ponte.tickets.later.errors import NotToCome, OneWaits
from ponte.tickets.later.models import LaterReply
from ponte.tickets.models import Ticket

router = Router(tags=["Messages"])
READ, WRITE = Scope.TICKETS_READ, Scope.TICKETS_WRITE


def _later(row: LaterReply) -> dict[str, Any]:
    draft = row.draft
    return {
        "id": row.pk,
        "ticket": draft.ticket_id,
        "agent": {"id": draft.agent_id, "name": draft.agent.name},
        "html": draft.html,
        "to": draft.to,
        "cc": draft.cc,
        "state": {"id": row.state.pk, "name": row.state.name} if row.state else None,
        "send_at": row.send_at,
        "status": row.status,
        "reason": row.reason,
    }


def _rows(ticket: Ticket) -> Any:
    return LaterReply.objects.filter(draft__ticket=ticket).select_related("draft__agent", "draft__ticket", "state")


def _not_to_come() -> Problem:
    return wrong("send_at", _("Choose a moment to come, within a year."))


@operation(router, "GET", "/tickets/{ticket}/scheduled-replies", READ, gives=LatersOut, refuses=(404,))
def list_scheduled_replies(request: Call, ticket: Path[Id]) -> HttpResponse:
    """List replies that wait for their time"""
    found = finding.ticket_for(request.agent, ticket)
    return give({"items": [_later(row) for row in _rows(found).order_by("send_at", "pk")]})


@operation(
    router,
    "POST",
    "/tickets/{ticket}/scheduled-replies",
    WRITE,
    gives=LaterOut,
    status=201,
    takes=JSON,
    refuses=(404, 409),
)
def schedule_reply(request: Call, ticket: Path[Id], asked: LaterIn) -> HttpResponse:
    """Let a reply go out later

    One a ticket and agent. When the customer writes before, it is held, and its agent is asked.
    """
    found = finding.ticket_for(request.agent, ticket)
    permissions.require(request.agent, "write")
    to = recipients.usual_to(found) if asked.to is None else _addresses(asked.to, "to")
    cc = recipients.usual_cc(found) if asked.cc is None else _addresses(asked.cc, "cc")
    try:
        made = scheduling.schedule(
            found,
            asked.send_at.astimezone(UTC),
            by=request.agent,
            html=naming.html(asked),
            to=to,
            cc=cc,
            state=None if asked.state is None else naming.state(asked.state, "state"),
            language=asked.language,
            keep_draft=True,
            more_files=uploads.waiting(request.agent, asked.attachments, "attachments"),
        )
    except (NotToCome, OverflowError):
        raise _not_to_come() from None
    except OneWaits:
        raise conflict("one-waits", _("A reply of yours waits already"), _("Call it off first.")) from None
    return give(_later(_rows(found).get(pk=made.pk)), 201)


def _addresses(given: list[str], path: str) -> list[str]:
    return [naming.address(each, f"{path}.{place}") for place, each in enumerate(given)]


@operation(router, "DELETE", "/tickets/{ticket}/scheduled-replies/{reply}", WRITE, status=204, refuses=(404, 409))
def call_off_reply(request: Call, ticket: Path[Id], reply: Path[Id]) -> HttpResponse:
    """Call a scheduled reply off

    Its words return to the composer of whoever wrote it.
    """
    found = finding.ticket_for(request.agent, ticket)
    row = _rows(found).filter(pk=reply).first()
    if row is None:
        raise not_found()
    try:
        scheduling.call_off(row, by=request.agent)
    except LaterReply.DoesNotExist:
        raise not_found() from None
    return done()
