"""Links between tickets, merging and splitting."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Router

from ponte.api import finding
from ponte.api.access import Call
from ponte.api.answering import done, give
from ponte.api.operations import JSON, operation
from ponte.api.problems import not_found, wrong
from ponte.api.schemas.joining import LinkIn, LinkOut, LinksOut, MergeIn, MergeOut, SplitIn
from ponte.api.schemas.tickets import TicketOut
from ponte.api.schemas.words import Id
from ponte.api.tickets.shape import resource, row_of
from ponte.customers.models import Customer
from ponte.team import permissions
from ponte.team.models import Agent
from ponte.team.tokens.scopes import Scope
from ponte.tickets.links import linking, reading, unlinking
from ponte.tickets.links.models import Link
from ponte.tickets.links.roles import Role
from ponte.tickets.merges import merging, splitting, undoing
from ponte.tickets.merges.models import Merge
from ponte.tickets.models import Ticket
from ponte.tickets.states import LAST_UNSOLVED

router = Router(tags=["Handling"])
READ, WRITE = Scope.TICKETS_READ, Scope.TICKETS_WRITE


def _links(ticket: Ticket, reader: Agent) -> list[dict[str, Any]]:
    return [
        {
            "id": row.link,
            "role": str(group.role),
            "ticket": row.number,
            "subject": row.ticket.subject if row.ticket else None,
            "is_solved": row.ticket.state_type > LAST_UNSOLVED if row.ticket else None,
        }
        for group in reading.groups(ticket, reader)
        for row in group.rows
    ]


def _other(request: Call, pk: int, path: str) -> Ticket:
    """Another ticket that the body names."""
    found = Ticket.objects.visible_to(request.agent).filter(pk=pk).first()
    if found is None:
        raise wrong(path, _("There is none with the id %(id)s.") % {"id": pk})
    return found


def _merge(row: Merge) -> dict[str, Any]:
    return {"ticket": row.ticket_id, "into": row.into_id, "at": row.at, "final_at": row.final_at}


@operation(router, "GET", "/tickets/{ticket}/links", READ, gives=LinksOut, refuses=(404,))
def list_links(request: Call, ticket: Path[Id]) -> HttpResponse:
    """List what a ticket is linked with"""
    return give({"items": _links(finding.ticket_for(request.agent, ticket), request.agent)})


@operation(
    router, "POST", "/tickets/{ticket}/links", WRITE, gives=LinkOut, status=201, takes=JSON, refuses=(404, 409)
)
def link_ticket(request: Call, ticket: Path[Id], asked: LinkIn) -> HttpResponse:
    """Link two tickets

    Saying the same twice changes nothing.
    """
    found = finding.ticket_for(request.agent, ticket)
    permissions.require(request.agent, "write")
    other = _other(request, asked.ticket, "ticket")
    made = linking.link(found, Role(asked.role), other, by=request.agent)
    told = next(each for each in _links(found, request.agent) if each["id"] == made.pk)
    return give(told, 201)


@operation(router, "DELETE", "/tickets/{ticket}/links/{link}", WRITE, status=204, refuses=(404,))
def unlink_ticket(request: Call, ticket: Path[Id], link: Path[Id]) -> HttpResponse:
    """Take a link away"""
    found = finding.ticket_for(request.agent, ticket)
    row = Link.objects.filter(Q(ticket=found) | Q(other=found), pk=link).first()
    if row is None:
        raise not_found()
    unlinking.unlink(row, by=request.agent)
    return done()


@operation(router, "PUT", "/tickets/{ticket}/merge", WRITE, gives=MergeOut, takes=JSON, refuses=(404, 409))
def merge_ticket(request: Call, ticket: Path[Id], asked: MergeIn) -> HttpResponse:
    """Merge a ticket into another

    Everything on it moves and it is closed. For seven days it can be taken back.
    """
    found = finding.ticket_for(request.agent, ticket)
    permissions.require(request.agent, "write")
    into = _other(request, asked.into, "into")
    made = merging.merge(found, into, by=request.agent, people=asked.people, tell=asked.tell)
    return give(_merge(made))


@operation(router, "DELETE", "/tickets/{ticket}/merge", WRITE, gives=TicketOut, refuses=(404, 409))
def unmerge_ticket(request: Call, ticket: Path[Id]) -> HttpResponse:
    """Take a merge back

    What came to the other ticket since stays there.
    """
    found = finding.ticket_for(request.agent, ticket)
    permissions.require(request.agent, "write")
    row = Merge.objects.select_related("ticket", "into").filter(ticket=found, undone_at=None).first()
    if row is None or not Ticket.objects.visible_to(request.agent).filter(pk=row.into_id).exists():
        raise not_found()
    back = undoing.undo(row, by=request.agent)
    return give(resource(row_of(back.pk)))


@operation(
    router, "POST", "/tickets/{ticket}/splits", WRITE, gives=TicketOut, status=201, takes=JSON, refuses=(404, 409)
)
def split_ticket(request: Call, ticket: Path[Id], asked: SplitIn) -> HttpResponse:
    """Make a ticket of some of its messages

    The new one is linked with it; merging it back takes the split back.
    """
    found = finding.ticket_for(request.agent, ticket)
    permissions.require(request.agent, "write")
    if len(set(asked.messages)) != found.messages.filter(pk__in=asked.messages).count():
        raise wrong("messages", _("Name messages of this ticket."))
    requester = None if asked.requester is None else finding.named(Customer, asked.requester, "requester")
    made = splitting.split(found, asked.messages, by=request.agent, subject=asked.subject, requester=requester)
    return give(resource(row_of(made.pk)), 201, {"Location": f"/api/v1/tickets/{made.pk}"})
