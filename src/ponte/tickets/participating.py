"""Customers beside the requester: CCs, and outsiders who named the ticket."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from ponte.customers.models import Customer
from ponte.events.recording import Actor, Entry, record_many
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
        _tell("ticket.participant_added", row, by, at, customer=customer.pk, confirmed=confirmed)
    return row


@transaction.atomic
def add_all(rows: Sequence[tuple[Ticket, Customer, str]], *, by: Actor | str, at: datetime | None = None) -> None:
    """Put many customers (with the address they are written to) on threads, as mails in copy do; those there stay."""
    there = set(
        Participant.objects.filter(ticket__in={ticket.pk for ticket, _, _ in rows}).values_list(
            "ticket_id", "address"
        )
    )
    new = {(ticket.pk, address.lower()): (ticket, customer) for ticket, customer, address in rows}
    missing = {key: pair for key, pair in new.items() if key not in there}
    Participant.objects.bulk_create(
        [
            Participant(ticket=ticket, customer=customer, address=address)
            for (_, address), (ticket, customer) in missing.items()
        ],
        ignore_conflicts=True,
    )
    record_many(
        Entry(
            "ticket.participant_added",
            by=by,
            subject=ticket.journal_name,
            ticket=ticket.pk,
            at=at,
            data={"customer": customer.pk, "confirmed": True},
        )
        for ticket, customer in missing.values()
    )


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


def _tell(kind: str, participant: Participant, by: Actor | str, at: datetime | None, **data: Any) -> None:
    ticket = participant.ticket
    data = data or {"customer": participant.customer_id}
    record_many([Entry(kind, by, ticket.journal_name, ticket.pk, participant.customer_id, at=at, data=data)])
