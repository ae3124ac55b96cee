"""Customers of a ticket to be merged who are not on the other: each joins only when the agent says so."""

from __future__ import annotations

from dataclasses import dataclass

from ponte.customers.models import Customer
from ponte.tickets import addressees
from ponte.tickets.models import Participant, Ticket


@dataclass(frozen=True)
class Person:
    """Somebody who could join. `is_requester`: the old ticket is theirs."""

    address: str
    customer: Customer
    is_requester: bool = False


def candidates(old: Ticket, new: Ticket) -> list[Person]:
    """The old ticket's requester and confirmed participants who would see something new; outsiders never."""
    there = set(Participant.objects.filter(ticket=new, is_confirmed=True).values_list("address", flat=True))
    on_new = set(Participant.objects.filter(ticket=new, is_confirmed=True).values_list("customer_id", flat=True))
    on_new.add(new.requester_id)
    found = [Person(address, old.requester, is_requester=True) for address in addressees.usual(old)[:1]]
    found += [
        Person(row.address, row.customer)
        for row in Participant.objects.filter(ticket=old, is_confirmed=True).select_related("customer").order_by("pk")
    ]
    return [each for each in found if each.customer.pk not in on_new and each.address not in there]
