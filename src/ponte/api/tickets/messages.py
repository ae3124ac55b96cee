"""/tickets/{ticket}/messages and /messages: read, answer, note, take back."""

from __future__ import annotations

from django.http import HttpResponse
from ninja import Path, Query, Router

from ponte.api import finding, naming, paging
from ponte.api.access import Call
from ponte.api.answering import done, give
from ponte.api.operations import JSON, operation
from ponte.api.schemas.messages import MessageIn, MessageOut, MessageQuery, MessagesOut
from ponte.api.schemas.words import FieldsQuery, Id
from ponte.api.tickets import recipients, uploads
from ponte.api.tickets.message_shape import MESSAGE, resource, resources
from ponte.team import permissions
from ponte.team.models import Agent
from ponte.team.tokens.scopes import Scope
from ponte.tickets import noting, replying
from ponte.tickets.models import Message, Ticket

router = Router(tags=["Messages"])
READ, WRITE = Scope.TICKETS_READ, Scope.TICKETS_WRITE


@operation(router, "GET", "/tickets/{ticket}/messages", READ, gives=MessagesOut, refuses=(404,))
def list_messages(request: Call, ticket: Path[Id], asked: Query[MessageQuery]) -> HttpResponse:
    """List the messages of a ticket

    Oldest first.
    """
    found = finding.ticket_for(request.agent, ticket)
    names = MESSAGE.chosen(asked.fields)
    rows = found.messages.values(*MESSAGE.columns(names))
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    page, following = paging.by_id(rows, "messages", asked.cursor, asked.limit)
    return give(paging.page(resources(page, names), following))


@operation(router, "GET", "/messages/{message}", READ, gives=MessageOut, refuses=(404,))
def read_message(request: Call, message: Path[Id], asked: Query[FieldsQuery]) -> HttpResponse:
    """Read a message"""
    names = MESSAGE.chosen(asked.fields)
    seen = Message.objects.filter(ticket__in=Ticket.objects.visible_to(request.agent))
    row = paging.one(seen.values(*MESSAGE.columns(names)), message)
    return give(resources([row], names)[0])


@operation(
    router,
    "POST",
    "/tickets/{ticket}/messages",
    WRITE,
    gives=MessageOut,
    status=201,
    takes=JSON,
    refuses=(404, 409),
)
def write_message(request: Call, ticket: Path[Id], asked: MessageIn) -> HttpResponse:
    """Answer the customer, or add a note

    A reply goes to the customer and those on the thread unless you name others, and is delivered at once unless you
    ask for time to take it back. Your own draft in the composer stays as it is.
    """
    found = finding.ticket_for(request.agent, ticket)
    permissions.require(request.agent, "write")
    message = _note(found, asked, request.agent) if asked.kind == "note" else _reply(found, asked, request.agent)
    return give(resource(message.pk), 201, {"Location": f"/api/v1/messages/{message.pk}"})


def _note(ticket: Ticket, asked: MessageIn, by: Agent) -> Message:
    files = uploads.waiting(by, asked.attachments, "attachments")
    return noting.note(ticket, by=by, html=naming.html(asked), keep_draft=True, files=files)


def _reply(ticket: Ticket, asked: MessageIn, by: Agent) -> Message:
    given = asked.model_fields_set
    if "to" in given:
        to = [naming.address(each, f"to.{place}") for place, each in enumerate(asked.to)]
    else:
        to = recipients.usual_to(ticket)
    if "cc" in given:
        cc = [naming.address(each, f"cc.{place}") for place, each in enumerate(asked.cc)]
    else:
        cc = recipients.usual_cc(ticket)
    return replying.reply(
        ticket,
        by=by,
        html=naming.html(asked),
        to=to,
        cc=cc,
        state=naming.state(asked.state, "state") if "state" in given else None,
        language=asked.language,
        undo_seconds=asked.undo_seconds,
        keep_draft=True,
        anyway=asked.anyway,
        files=uploads.waiting(by, asked.attachments, "attachments"),
    )


@operation(router, "DELETE", "/messages/{message}/sending", WRITE, status=204, refuses=(404, 409))
def withdraw_message(request: Call, message: Path[Id]) -> HttpResponse:
    """Take a reply back before it leaves

    Only its author can, and only while it waits (`undo_seconds`). Its text returns to their draft.
    """
    found = finding.message_for(request.agent, message)
    permissions.require(request.agent, "write")
    replying.withdraw(found, by=request.agent)
    return done()
