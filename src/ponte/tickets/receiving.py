"""A message from outside joins its ticket."""

from __future__ import annotations

from django.db import transaction

from ponte.customers.models import Customer
from ponte.events.recording import record
from ponte.tickets.choosing_states import default_state
from ponte.tickets.following_up import noticing
from ponte.tickets.incoming import Incoming
from ponte.tickets.locking import hold_open
from ponte.tickets.models import Message, Ticket
from ponte.tickets.opening import add_customer_message
from ponte.tickets.sla import keeping
from ponte.tickets.states import StateType
from ponte.tickets.threads import LIST_FIELDS


@transaction.atomic
def receive(ticket: Ticket, customer: Customer, incoming: Incoming, *, flagged: bool = False) -> Message:
    """Add a customer's message; a pending, held or solved ticket opens again.

    Automatic messages neither reopen nor start the clock. A flagged one (from an outsider) reopens, so that
    somebody sees it, and starts no clock: nobody is owed an answer yet.

    Raises:
        ClosedTicket: closed is final; open a follow-up.
        IntegrityError: a message with this `external_id` is here already.
    """
    held = hold_open(ticket)
    message = add_customer_message(held, customer, incoming, flagged=flagged)
    record(
        "ticket.message_received",
        by=customer,
        subject=held.journal_name,
        ticket=held.pk,
        customer=customer.pk,
        at=incoming.at,
        message=message.pk,
        channel=str(incoming.channel),
        flagged=flagged,
    )
    if not incoming.is_automatic:
        if held.state_type not in (StateType.NEW, StateType.OPEN):
            _reopen(held, customer, incoming)
        if not flagged:
            held.waiting_since = held.waiting_since or incoming.at
        keeping.keep(held, at=incoming.at, changed=("state",))
        noticing.customer_wrote(held, by=customer, at=incoming.at)
    held.save(update_fields=[*LIST_FIELDS, "waiting_since", "due_at", "wakes_at", "state", "state_type", "solved_at"])
    return message


def _reopen(ticket: Ticket, customer: Customer, incoming: Incoming) -> None:
    old = ticket.state
    ticket.state = default_state(StateType.OPEN)
    ticket.state_type = ticket.state.type
    ticket.solved_at = None
    record(
        "ticket.reopened",
        by=customer,
        subject=ticket.journal_name,
        ticket=ticket.pk,
        customer=customer.pk,
        at=incoming.at,
        old=old.pk,
        new=ticket.state.pk,
        by_reply=True,
    )
