"""A ticket begins: with a customer's message, or with one of ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from ponte.customers.models import Customer
from ponte.events.recording import Actor, Entry, record_many
from ponte.team.models import Agent, Team
from ponte.tickets import attaching, tagging
from ponte.tickets.choosing_states import default_state
from ponte.tickets.fields import catalogue, setting
from ponte.tickets.fields.checking import Stage
from ponte.tickets.fields.models import Form
from ponte.tickets.incoming import Incoming
from ponte.tickets.models import Brand, Message, MessageKind, State, Ticket
from ponte.tickets.sla import keeping
from ponte.tickets.states import Priority, StateType, TicketType
from ponte.tickets.threads import attach_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A ticket to be opened, with the requester's first message."""

    requester: Customer
    incoming: Incoming
    by: Actor | str
    brand: Brand
    team: Team | None = None
    assignee: Agent | None = None
    priority: Priority = Priority.NORMAL
    kind: TicketType = TicketType.QUESTION
    tags: Sequence[str] = ()
    mailbox_address: str = ""
    follows_up: Ticket | None = None
    form: Form | None = None


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
    form: Form | None = None,
    fields: Mapping[str, Any] | None = None,
) -> tuple[Ticket, Message]:
    """Open a ticket with the requester's first message.

    `form` None: what is usual for the brand. `fields` None: nobody was asked to fill them (mail).

    Raises:
        InvalidFields: the form asks for more, or for something else.
        IntegrityError: a message with this `external_id` is here already (the caller's race to lose).
    """
    opening = Opening(
        requester=requester,
        incoming=incoming,
        by=by,
        brand=brand,
        team=team,
        assignee=assignee,
        priority=priority,
        kind=kind,
        tags=tags,
        mailbox_address=mailbox_address,
        follows_up=follows_up,
        form=form,
    )
    ticket, message = open_tickets([opening])[0]
    if fields is not None:
        ticket = setting.set_values(ticket, fields, by=by, stage=Stage.CREATE, at=incoming.at)
    return ticket, message


@transaction.atomic
def open_tickets(openings: Sequence[Opening]) -> list[tuple[Ticket, Message]]:
    """Open several tickets in as many statements as one: all of them, or none.

    Raises:
        IntegrityError: a message with one of the `external_id`s is here already.
    """
    if not openings:
        return []
    state = default_state(StateType.NEW)
    pairs = [
        _compose(opening, state, *numbers) for opening, numbers in zip(openings, _numbers(len(openings)), strict=True)
    ]
    tickets = [ticket for ticket, _ in pairs]
    promised = keeping.work_out(tickets, at=None, states={state.pk: state}, is_new=True)
    Ticket.objects.bulk_create(tickets)
    Message.objects.bulk_create([message for _, message in pairs])
    record_many([_entry(opening, *pair) for opening, pair in zip(openings, pairs, strict=True)])
    promised.write()
    for opening, (ticket, message) in zip(openings, pairs, strict=True):
        if opening.incoming.files:
            attaching.attach(opening.incoming.files, message=message)
        for name in opening.tags:
            tagging.tag(ticket, name, by=opening.by)
    return pairs


def _numbers(count: int) -> list[tuple[int, int]]:
    """Ids for tickets and their first messages; each row names the other, so both are known before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('tickets_ticket', 'id')),"
            " nextval(pg_get_serial_sequence('tickets_message', 'id')) FROM generate_series(1, %s)",
            [count],
        )
        return cursor.fetchall()


def _compose(opening: Opening, state: State, ticket_id: int, message_id: int) -> tuple[Ticket, Message]:
    incoming = opening.incoming
    ticket = Ticket(
        pk=ticket_id,
        subject=incoming.subject[:500],
        state=state,
        state_type=state.type,
        priority=opening.priority,
        type=opening.kind,
        channel=incoming.channel,
        language=incoming.language or opening.requester.language or opening.brand.default_locale,
        brand=opening.brand,
        team=opening.team,
        assignee=opening.assignee,
        requester=opening.requester,
        mailbox_address=opening.mailbox_address,
        follows_up=opening.follows_up,
        form=opening.form or catalogue.usual_form(opening.brand),
        created_at=incoming.at,
        waiting_since=incoming.at,
    )
    message = _customer_message(ticket, opening.requester, incoming)
    message.pk = message_id
    attach_to(ticket, message)
    return ticket, message


def _entry(opening: Opening, ticket: Ticket, message: Message) -> Entry:
    return Entry(
        "ticket.created",
        by=opening.by,
        subject=ticket.journal_name,
        ticket=ticket.pk,
        customer=opening.requester.pk,
        at=opening.incoming.at,
        data={
            "channel": str(opening.incoming.channel),
            "brand": opening.brand.pk,
            "team": opening.team.pk if opening.team else None,
            "assignee": opening.assignee.pk if opening.assignee else None,
            "priority": int(opening.priority),
            "language": ticket.language,
            "follows_up": opening.follows_up.pk if opening.follows_up else None,
            "message": message.pk,
        },
    )


def add_customer_message(ticket: Ticket, customer: Customer, incoming: Incoming, *, flagged: bool = False) -> Message:
    """Put a customer's message and its files on a held ticket; list fields are set, not saved."""
    message = _customer_message(ticket, customer, incoming, flagged=flagged)
    message.save(force_insert=True)
    if incoming.files:
        attaching.attach(incoming.files, message=message)
    attach_to(ticket, message)
    return message


def _customer_message(ticket: Ticket, customer: Customer, incoming: Incoming, *, flagged: bool = False) -> Message:
    return Message(
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
