"""The tickets' side of merging two customers: one call moves everything, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ponte.customers import merging
from ponte.customers.models import Customer
from ponte.team.models import Agent
from ponte.tickets.fields import renaming
from ponte.tickets.models import Message, Participant, Ticket


@dataclass(frozen=True)
class Outlook:
    """What a merge would move."""

    tickets: int
    messages: int
    addresses: int


def foresee(other: Customer) -> Outlook:
    """What `other` would bring along."""
    return Outlook(
        Ticket.objects.filter(requester=other).count(),
        Message.objects.filter(customer=other).count(),
        other.identities.count(),
    )


@transaction.atomic
def merge(kept: Customer, other: Customer, *, by: Agent, at: datetime | None = None) -> Customer:
    """Merge `other` into `kept` with tickets, messages and places on threads.

    Raises:
        NotMergeable, NotPermitted: nothing was merged.
    """
    held = merging.merge(kept, other, by=by, at=at)
    Ticket.objects.filter(requester=other).update(requester=held)
    Message.objects.filter(customer=other).update(customer=held)
    Participant.objects.filter(customer=other).update(customer=held)
    renaming.customer_became(other, held)
    return held
