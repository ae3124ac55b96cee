"""Finds the ticket that a mail belongs to, and whether its author may join it.

Three things lead to a ticket: an identifier or a reply address that carries our signature, the identifier of a
mail that is on the ticket, and one that such a mail referred to. The last proves little, since a newsletter
is answered by thousands: it counts only for people who are on the ticket. A number in the subject never counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models.functions import Lower

from ponte.channels.email.addressing import OurAddresses
from ponte.channels.email.arriving import Arrival
from ponte.channels.email.blocking import blocked_among
from ponte.channels.email.models import MessageReference, Outgoing
from ponte.customers.finding import normalise
from ponte.customers.meeting import follow, owners_of
from ponte.customers.models import Customer, Identity, IdentityKind
from ponte.team.models import Agent
from ponte.tickets.merges.pointing import survivors
from ponte.tickets.models import Message, Participant, Ticket


@dataclass(frozen=True, slots=True)
class Found:
    """The ticket of a mail. `allowed`: the author is on it, or as a colleague of the requester may join
    (`is_colleague`). `agent`: the author is one of ours instead.
    """

    ticket: Ticket
    allowed: bool
    agent: Agent | None = None
    is_colleague: bool = False


@dataclass(frozen=True, slots=True)
class Circle:
    """Who is on a ticket: the requester and the confirmed participants, and the addresses they have."""

    customers: frozenset[int]
    addresses: frozenset[str]


@dataclass(slots=True)
class Surroundings:
    """Everything in the database that decides about a batch of mails, read in a few statements."""

    twins: dict[str, Message] = field(default_factory=dict)
    references: dict[str, list[MessageReference]] = field(default_factory=dict)
    outgoing: dict[str, Outgoing] = field(default_factory=dict)
    tickets: dict[int, Ticket] = field(default_factory=dict)
    circles: dict[int, Circle] = field(default_factory=dict)
    customers: dict[str, Customer] = field(default_factory=dict)
    agents: dict[str, Agent] = field(default_factory=dict)
    blocked: dict[str, str] = field(default_factory=dict)


def look_around(arrivals: Sequence[Arrival]) -> Surroundings:
    """Read the surroundings of these mails."""
    around = Surroundings()
    twins = Message.objects.filter(
        channel="email", external_id__in=[arrival.external_id for arrival in arrivals]
    ).defer("html", "text", "reply_text", "segments", "words")
    around.twins = {str(message.external_id): message for message in twins}
    keys = {key for arrival in arrivals for key in (*arrival.named, arrival.own, bounced_id(arrival)) if key}
    if keys:
        rows = defaultdict(list)
        for row in MessageReference.objects.filter(identifier__in=keys).order_by("-ticket_id"):
            rows[row.identifier].append(row)
        around.references = dict(rows)
        around.outgoing = {
            row.rfc_message_id.lower(): row
            for row in Outgoing.objects.filter(rfc_message_id__in=keys).defer("raw", "content")
        }
    authors = {normalise(arrival.author.address) for arrival in arrivals if arrival.author.address}
    everybody = authors | {address.key for arrival in arrivals for address in arrival.recipients}
    around.customers = owners_of(authors)
    around.blocked = blocked_among(authors)
    colleagues = Agent.objects.annotate(lower=Lower("email")).filter(lower__in=everybody, is_active=True)
    around.agents = {agent.email.lower(): agent for agent in colleagues}
    _read_tickets(around, _candidates_of_all(arrivals, around))
    return around


def find(arrival: Arrival, around: Surroundings, ours: OurAddresses) -> Found | None:
    """The ticket that this mail belongs to; None when it begins a new one."""
    outsider: Found | None = None
    for number, proven in _candidates(arrival, around):
        ticket = around.tickets.get(number)
        if ticket is None:
            continue
        if _is_on(arrival, ticket, around):
            return Found(ticket, allowed=True)
        if proven and _is_colleague(arrival, ticket, around, ours):
            return Found(ticket, allowed=True, is_colleague=True)
        if outsider is None and (proven or _writes_to(arrival, around.circles[number])):
            outsider = Found(ticket, allowed=False, agent=around.agents.get(normalise(arrival.author.address)))
    return outsider


def bounced_id(arrival: Arrival) -> str:
    """The key of the mail of ours that a delivery report returns."""
    automatic = arrival.mail.automatic
    if automatic is None or automatic.bounce is None:
        return ""
    return automatic.bounce.original_message_id.strip("<> ").lower()[:255]


def mail_that_bounced(arrival: Arrival) -> Outgoing | None:
    """The last mail of the ticket whose token the report came to, if it went to the address that failed.

    Many servers return neither the mail nor its identifier, but a report always goes to the envelope's sender.
    """
    automatic = arrival.mail.automatic
    if automatic is None or automatic.bounce is None or not arrival.signed:
        return None
    failed = {normalise(each.address) for each in automatic.bounce.recipients}
    sent = Outgoing.objects.filter(ticket=arrival.signed[0], sent_at__isnull=False).defer("raw", "content")
    return next((row for row in sent.order_by("-sent_at")[:20] if failed & set(map(normalise, row.recipients))), None)


def _candidates(arrival: Arrival, around: Surroundings) -> Iterable[tuple[int, bool]]:
    """Ticket numbers, the likeliest first, each with whether only somebody who saw the thread can name it."""
    for key in arrival.named:  # the very mail that is answered may have moved to another ticket
        if (sent := around.outgoing.get(key)) and sent.ticket_id and sent.message_id:
            yield sent.ticket_id, True
    for number in arrival.signed:
        yield number, True
    for key in (*arrival.named, arrival.own):
        if (sent := around.outgoing.get(key)) and sent.ticket_id:
            yield sent.ticket_id, True
        for row in around.references.get(key, ()):
            yield row.ticket_id, row.message_id is not None


def _candidates_of_all(arrivals: Sequence[Arrival], around: Surroundings) -> set[int]:
    return {number for arrival in arrivals for number, _ in _candidates(arrival, around)}


def _read_tickets(around: Surroundings, numbers: set[int]) -> None:
    if not numbers:
        return
    rows = Ticket.objects.filter(pk__in=numbers).select_related(
        "requester__merged_into__organisation", "requester__organisation", "brand", "team", "assignee", "state"
    )
    around.tickets = {row.pk: row for row in rows}
    merged = survivors([row.pk for row in around.tickets.values() if row.is_closed])
    if merged:
        _read_tickets(around, {*numbers - merged.keys(), *merged.values()})
        for old, new in merged.items():  # its mail belongs to the survivor, and so does the judgement of who is on it
            around.tickets[old], around.circles[old] = around.tickets[new], around.circles[new]
        return
    customers: dict[int, set[int]] = {pk: {follow(row.requester).pk} for pk, row in around.tickets.items()}
    addresses: dict[int, set[str]] = {pk: set() for pk in around.tickets}
    on_thread = Participant.objects.filter(ticket__in=numbers, is_confirmed=True).select_related(
        "customer__merged_into"
    )
    for participant in on_thread:
        if participant.ticket_id in customers:
            customers[participant.ticket_id].add(follow(participant.customer).pk)
            addresses[participant.ticket_id].add(participant.address)
    owned: dict[int, set[str]] = defaultdict(set)
    everybody = {pk for group in customers.values() for pk in group}
    for owner, value in Identity.objects.filter(kind=IdentityKind.EMAIL, customer__in=everybody).values_list(
        "customer_id", "value"
    ):
        owned[owner].add(value)
    for pk, group in customers.items():
        addresses[pk].update(*(owned[owner] for owner in group))
    around.circles = {pk: Circle(frozenset(customers[pk]), frozenset(addresses[pk])) for pk in around.tickets}


def _is_on(arrival: Arrival, ticket: Ticket, around: Surroundings) -> bool:
    """Whether the author is the requester, by any of their addresses, or a confirmed participant."""
    address = normalise(arrival.author.address)
    if not address or not arrival.speaks_for_itself:
        return False
    circle = around.circles[ticket.pk]
    customer = around.customers.get(address)
    return address in circle.addresses or (customer is not None and customer.pk in circle.customers)


def _is_colleague(arrival: Arrival, ticket: Ticket, around: Surroundings, ours: OurAddresses) -> bool:
    """Whether the author is of the requester's organisation, and the ticket's mailbox lets such people join."""
    address = normalise(arrival.author.address)
    mailbox = ours.mailbox_for(ticket.mailbox_address)
    organisation = follow(ticket.requester).organisation
    if not (mailbox and mailbox.colleagues_join and organisation and address and arrival.speaks_for_itself):
        return False
    author = around.customers.get(address)
    if author is not None and author.organisation_id:
        return author.organisation_id == organisation.pk
    return address.rpartition("@")[2] in organisation.domains


def _writes_to(arrival: Arrival, circle: Circle) -> bool:
    """Whether the mail also goes to somebody on the ticket: then they talk with each other."""
    return any(address.key in circle.addresses for address in arrival.recipients)
