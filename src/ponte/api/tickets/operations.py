"""/tickets: list, open, read, change, follow, participants."""

from __future__ import annotations

from django.http import HttpResponse
from ninja import Path, Query, Router

from ponte.api import finding, naming, paging
from ponte.api.access import Call
from ponte.api.answering import done, etag_of, give, give_tagged, must_match
from ponte.api.operations import JSON, operation
from ponte.api.problems import not_found
from ponte.api.schemas.messages import ParticipantIn, ParticipantOut, ParticipantsOut
from ponte.api.schemas.tickets import TicketChange, TicketIn, TicketOut, TicketQuery, TicketsOut
from ponte.api.schemas.words import FieldsQuery, Id
from ponte.api.tickets import listing
from ponte.api.tickets.changing import change_as_asked
from ponte.api.tickets.opening import open_as_asked
from ponte.api.tickets.shape import TICKET, resource, resources, row_of
from ponte.customers import finding as customers
from ponte.team import permissions
from ponte.team.tokens.scopes import Scope
from ponte.tickets import following, participating
from ponte.tickets.models import Participant, Ticket

router = Router(tags=["Tickets"])
READ, WRITE = Scope.TICKETS_READ, Scope.TICKETS_WRITE


@operation(router, "GET", "/tickets", READ, gives=TicketsOut)
def list_tickets(request: Call, asked: Query[TicketQuery]) -> HttpResponse:
    """List tickets

    Those that the token's owner may see, a page at a time. Give `next` as `cursor` to go on.
    """
    names = TICKET.chosen(asked.fields)
    rows, following_page = listing.rows(asked, request.agent, names)
    return give(paging.page(resources(rows, names), following_page))


@operation(router, "POST", "/tickets", WRITE, gives=TicketOut, status=201, takes=JSON)
def open_ticket(request: Call, asked: TicketIn) -> HttpResponse:
    """Open a ticket

    For a customer named by id or by address; an unknown address makes a new customer.
    """
    ticket = open_as_asked(asked, by=request.agent)
    row = row_of(ticket.pk)
    headers = {"Location": f"{request.path}/{ticket.pk}", "ETag": etag_of(row)}
    return give(resource(row), 201, headers)


@operation(router, "GET", "/tickets/{ticket}", READ, gives=TicketOut, refuses=(304, 404))
def read_ticket(request: Call, ticket: Path[Id], asked: Query[FieldsQuery]) -> HttpResponse:
    """Read a ticket

    Its `ETag` changes with it: give it as `If-None-Match` to read only news, as `If-Match` to change nothing
    unseen.
    """
    names = TICKET.chosen(asked.fields)
    seen = Ticket.objects.visible_to(request.agent).values(*TICKET.columns(TICKET.fields))
    row = paging.one(seen, ticket)
    return give_tagged(request, resources([row], names)[0], etag_of(row))


@operation(router, "PATCH", "/tickets/{ticket}", WRITE, gives=TicketOut, takes=JSON, refuses=(404, 409), matches=True)
def change_ticket(request: Call, ticket: Path[Id], asked: TicketChange) -> HttpResponse:
    """Change a ticket

    Only what is named changes, all of it or nothing.
    """
    found = finding.ticket_for(request.agent, ticket)
    Ticket.objects.select_for_update(of=("self",)).get(pk=found.pk)
    must_match(request, etag_of(row_of(found.pk)))
    change_as_asked(found, asked, by=request.agent)
    row = row_of(found.pk)
    return give_tagged(request, resource(row), etag_of(row))


@operation(router, "PUT", "/tickets/{ticket}/follow", WRITE, status=204, refuses=(404,))
def follow_ticket(request: Call, ticket: Path[Id]) -> HttpResponse:
    """Follow a ticket"""
    following.follow(finding.ticket_for(request.agent, ticket), request.agent, by=request.agent)
    return done()


@operation(router, "DELETE", "/tickets/{ticket}/follow", WRITE, status=204, refuses=(404,))
def unfollow_ticket(request: Call, ticket: Path[Id]) -> HttpResponse:
    """Follow a ticket no longer"""
    following.unfollow(finding.ticket_for(request.agent, ticket), request.agent, by=request.agent)
    return done()


def _participant(row: Participant) -> dict[str, object]:
    return {
        "id": row.pk,
        "customer": {"id": row.customer_id, "name": row.customer.name},
        "address": row.address,
        "is_confirmed": row.is_confirmed,
    }


@operation(router, "GET", "/tickets/{ticket}/participants", READ, gives=ParticipantsOut, refuses=(404,))
def list_participants(request: Call, ticket: Path[Id]) -> HttpResponse:
    """List who is on the thread

    The customers beside the requester.
    """
    found = finding.ticket_for(request.agent, ticket)
    rows = found.participants.select_related("customer").order_by("pk")
    return give({"items": [_participant(row) for row in rows]})


@operation(
    router,
    "POST",
    "/tickets/{ticket}/participants",
    WRITE,
    gives=ParticipantOut,
    status=201,
    takes=JSON,
    refuses=(404,),
)
def add_participant(request: Call, ticket: Path[Id], asked: ParticipantIn) -> HttpResponse:
    """Put a customer on the thread

    They receive every reply from now on.
    """
    found = finding.ticket_for(request.agent, ticket)
    permissions.require(request.agent, "write")
    address = naming.address(asked.address, "address")
    customer, _made = customers.find_or_make(address, name=asked.name, by=request.agent)
    return give(_participant(participating.add(found, customer, address, by=request.agent)), 201)


@operation(router, "DELETE", "/tickets/{ticket}/participants/{participant}", WRITE, status=204, refuses=(404,))
def remove_participant(request: Call, ticket: Path[Id], participant: Path[Id]) -> HttpResponse:
    """Take a customer off the thread"""
    found = finding.ticket_for(request.agent, ticket)
    row = found.participants.filter(pk=participant).first()
    if row is None:
        raise not_found()
    participating.remove(row, by=request.agent)
    return done()
