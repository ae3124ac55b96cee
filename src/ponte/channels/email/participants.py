"""People in copy join the thread."""

from __future__ import annotations

from collections.abc import Sequence

from ponte.channels.email.addressing import OurAddresses
from ponte.channels.email.arriving import Arrival
from ponte.channels.email.judging import COLLEAGUE
from ponte.channels.email.models import Disposition
from ponte.channels.email.outcomes import Outcome
from ponte.channels.email.threading import Surroundings
from ponte.customers.finding import normalise
from ponte.customers.meeting import Person, meet
from ponte.events.recording import SYSTEM
from ponte.tickets.models import Ticket
from ponte.tickets.participating import add_all

MAX_ON_A_THREAD = 50  # a mail to half the world is not a conversation
TRUSTED = frozenset({Disposition.NEW_TICKET, Disposition.FOLLOW_UP, Disposition.THREADED})


def put_on_threads(outcomes: Sequence[Outcome], ours: OurAddresses, around: Surroundings) -> None:
    """Make everybody else whom the mails went to a participant; an outsider's mail brings nobody in."""
    wanted: list[tuple[int, Person]] = []
    for outcome in outcomes:
        if outcome.disposition in TRUSTED and outcome.ticket and not outcome.arrival.mail.automatic:
            if outcome.reason == COLLEAGUE:
                author = outcome.arrival.author
                wanted.append((outcome.ticket, Person(author.address, author.name)))
            wanted += [(outcome.ticket, person) for person in _others(outcome.arrival, ours, around)]
    if not wanted:
        return
    customers = meet([person for _, person in wanted])
    tickets = Ticket.objects.in_bulk({ticket for ticket, _ in wanted})
    rows = []
    for number, person in wanted:
        customer = customers[normalise(person.address)]
        if tickets[number].requester_id != customer.pk:
            rows.append((tickets[number], customer, normalise(person.address)))
    add_all(rows, by=SYSTEM)


def _others(arrival: Arrival, ours: OurAddresses, around: Surroundings) -> list[Person]:
    author = normalise(arrival.author.address)
    handed_to_us = {address.lower() for address in (*arrival.inbound.envelope_to, *arrival.mail.delivered_to)}
    # without a mailbox that matches, an address in To is most likely the one that brought it here
    named = arrival.recipients if arrival.mailbox else arrival.mail.cc
    return [
        Person(address.address, address.name)
        for address in named
        if address.address
        and address.key not in (author, arrival.mail.sender.key)
        and address.key not in handed_to_us
        and not ours.is_ours(address.key)
        and address.key not in around.agents
        and len(address.key) <= 320
    ][:MAX_ON_A_THREAD]
