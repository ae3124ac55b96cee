"""/export: everything, then what changed, without a gap."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from ninja import Query, Router

from ponte.api import paging
from ponte.api.access import Call
from ponte.api.answering import give
from ponte.api.customers import shape as customers
from ponte.api.journal import following
from ponte.api.journal import shape as events
from ponte.api.journal.following import Source
from ponte.api.operations import operation
from ponte.api.schemas.journal import CustomerExport, EventExport, ExportQuery, MessageExport, TicketExport
from ponte.api.tickets import message_shape, shape
from ponte.customers.models import Customer
from ponte.team import permissions
from ponte.team.models import Agent
from ponte.team.tokens.scopes import Scope
from ponte.tickets.models import Message, Ticket

router = Router(tags=["Export"])


def _tickets(reader: Agent) -> Source:
    names = list(shape.TICKET.fields)
    return Source(
        "tickets",
        lambda: Ticket.objects.visible_to(reader).values(*shape.TICKET.columns(names)),
        lambda event: [event["ticket_id"]] if event["ticket_id"] else [],
        lambda rows: shape.resources(rows, names),
    )


def _messages(reader: Agent) -> Source:
    names = list(message_shape.MESSAGE.fields)

    def rows() -> Any:
        found = Message.objects.all()
        if not reader.sees_all:
            found = found.filter(ticket__in=Ticket.objects.visible_to(reader))
        return found.values(*message_shape.MESSAGE.columns(names))

    return Source(
        "messages",
        rows,
        lambda event: [event["data"]["message"]] if isinstance(event["data"].get("message"), int) else [],
        lambda found: message_shape.resources(found, names),
    )


def _customers() -> Source:
    names = list(customers.CUSTOMER.fields)

    def touched(event: dict[str, Any]) -> list[int]:
        if not event["kind"].startswith("customer.") or not event["customer_id"]:
            return []
        other = event["data"].get("other") if event["kind"] == "customer.merged" else None
        return [event["customer_id"], *([other] if other else [])]

    return Source(
        "customers",
        lambda: Customer.objects.values(*customers.CUSTOMER.columns(names)),
        touched,
        lambda rows: customers.resources(rows, names),
    )


@operation(router, "GET", "/export/tickets", Scope.TICKETS_READ, gives=TicketExport)
def export_tickets(request: Call, asked: Query[ExportQuery]) -> HttpResponse:
    """Export tickets

    First all of them, then, with the cursor that was given last, each that changed since, as it is now.
    """
    return give(following.follow(_tickets(request.agent), asked.cursor, asked.limit))


@operation(router, "GET", "/export/messages", Scope.TICKETS_READ, gives=MessageExport)
def export_messages(request: Call, asked: Query[ExportQuery]) -> HttpResponse:
    """Export messages

    First all of them, then each that is new or whose delivery changed.
    """
    return give(following.follow(_messages(request.agent), asked.cursor, asked.limit))


@operation(router, "GET", "/export/customers", Scope.CUSTOMERS_READ, gives=CustomerExport)
def export_customers(request: Call, asked: Query[ExportQuery]) -> HttpResponse:
    """Export customers

    First all of them, then each that changed.
    """
    return give(following.follow(_customers(), asked.cursor, asked.limit))


@operation(router, "GET", "/export/events", Scope.ADMIN_READ, gives=EventExport)
def export_events(request: Call, asked: Query[ExportQuery]) -> HttpResponse:
    """Export events

    Each once, in the order of their transactions; none is ever missed.
    """
    permissions.require(request.agent, "read_journal")
    txid, pk = 0, 0
    if asked.cursor:
        first, second = paging.unpack(asked.cursor, "journal", 2)
        txid, pk = paging.number(first), paging.number(second)
    found = list(following.settled(txid, pk).values(*events.COLUMNS, "txid")[: asked.limit])
    if found:
        txid, pk = found[-1]["txid"], found[-1]["id"]
    hidden = events.hidden_from(request.agent)
    return give(
        {
            "items": [events.resource(row) for row in found if row["kind"] not in hidden],
            "cursor": paging.pack("journal", txid, pk),
            "has_more": len(found) == asked.limit,
        }
    )
