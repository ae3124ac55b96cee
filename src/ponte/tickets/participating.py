"""Customers beside the requester: CCs, and outsiders who named the ticket."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ponte.customers.models import Customer
from ponte.events.recording import Actor, record
from ponte.tickets.locking import require_writer
from ponte.tickets.models import Participant, Ticket


@transaction.atomic
def add(
    ticket: Ticket,
    customer: Customer,
    address: str,
    *,
    by: Actor | str,
    confirmed: bool = True,
    at: datetime | None = None,
) -> Participant:
    """Put a customer on the thread. Unconfirmed: shown to agents with a flag, and nothing is sent to them."""
    require_writer(by)
    row, made = Participant.objects.get_or_create(
        ticket=ticket, address=address.lower(), defaults={"customer": customer, "is_confirmed": confirmed}
    )
    if made:
        record(
            "ticket.participant_added",
            by=by,
            subject=ticket.journal_name,
            ticket=ticket.pk,
            at=at,
            customer=customer.pk,
            confirmed=confirmed,
        )
    return row


@transaction.atomic
def confirm(participant: Participant, *, by: Actor | str, at: datetime | None = None) -> None:
    """Let an outsider in: replies may go to them from now on."""
    require_writer(by)
    changed = Participant.objects.filter(pk=participant.pk, is_confirmed=False).update(is_confirmed=True)
    if changed:
        _tell("ticket.participant_confirmed", participant, by, at)


@transaction.atomic
def remove(participant: Participant, *, by: Actor | str, at: datetime | None = None) -> None:
    """Take somebody off the thread."""
    require_writer(by)
    if Participant.objects.filter(pk=participant.pk).delete()[0]:
        _tell("ticket.participant_removed", participant, by, at)


def _tell(kind: str, participant: Participant, by: Actor | str, at: datetime | None) -> None:
    record(
        kind,
        by=by,
        subject=participant.ticket.journal_name,
        ticket=participant.ticket_id,
        at=at,
        customer=participant.customer_id,
    )
