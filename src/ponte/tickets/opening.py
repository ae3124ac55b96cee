"""A ticket begins: with a customer's message, or with one of ours."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from ponte.customers.models import Customer
from ponte.events.recording import Actor, record
from ponte.team.models import Agent, Team
from ponte.tickets import attaching, deadlines, tagging
from ponte.tickets.choosing_states import default_state
from ponte.tickets.incoming import Incoming
from ponte.tickets.models import Brand, Message, MessageKind, Ticket
from ponte.tickets.states import Priority, StateType, TicketType
from ponte.tickets.threads import LIST_FIELDS, attach_to


@transaction.atomic
def open_ticket(
    requester: Customer,
    incoming: Incoming,
    *,
    by: Actor | str,
    brand: Brand,
    team: Team | None = None,
    assignee: Agent | None = None,
    priority: Priority = Priority.NORMAL,
    kind: TicketType = TicketType.QUESTION,
    tags: Sequence[str] = (),
    mailbox_address: str = "",
    follows_up: Ticket | None = None,
) -> tuple[Ticket, Message]:
    """Open a ticket with the requester's first message.

    Raises:
        IntegrityError: a message with this `external_id` is here already (the caller's race to lose).
    """
    state = default_state(StateType.NEW)
    ticket = Ticket(
        subject=incoming.subject[:500],
        state=state,
        state_type=state.type,
        priority=priority,
        type=kind,
        channel=incoming.channel,
        language=incoming.language or requester.language,
        brand=brand,
        team=team,
        assignee=assignee,
        requester=requester,
        mailbox_address=mailbox_address,
        follows_up=follows_up,
        created_at=incoming.at,
        waiting_since=incoming.at,
    )
    deadlines.refresh(ticket, state)
    ticket.save(force_insert=True)
    message = add_customer_message(ticket, requester, incoming)
    ticket.save(update_fields=LIST_FIELDS)
    record(
        "ticket.created",
        by=by,
        subject=ticket.journal_name,
        ticket=ticket.pk,
        customer=requester.pk,
        at=incoming.at,
        channel=str(incoming.channel),
        brand=brand.pk,
        team=team.pk if team else None,
        assignee=assignee.pk if assignee else None,
        priority=int(priority),
        language=ticket.language,
        follows_up=follows_up.pk if follows_up else None,
        message=message.pk,
    )
    for name in tags:
        tagging.tag(ticket, name, by=by)
    return ticket, message


def add_customer_message(ticket: Ticket, customer: Customer, incoming: Incoming, *, flagged: bool = False) -> Message:
    """Put a customer's message and its files on a held ticket; list fields are set, not saved."""
    message = Message.objects.create(
        ticket=ticket,
        kind=MessageKind.PUBLIC,
        channel=incoming.channel,
        customer=customer,
        sender_address=incoming.sender_address[:320],
        sender_name=incoming.sender_name[:200],
        to=list(incoming.to),
        cc=list(incoming.cc),
        subject=incoming.subject[:500],
        text=incoming.text,
        reply_text=incoming.reply_text if incoming.reply_text != incoming.text else "",
        html=incoming.html,
        segments=[list(segment) for segment in incoming.segments],
        language=incoming.language,
        is_automatic=incoming.is_automatic,
        is_flagged=flagged,
        external_id=incoming.external_id,
        created_at=incoming.at,
    )
    if incoming.files:
        attaching.attach(incoming.files, message=message)
    attach_to(ticket, message)
    return message
