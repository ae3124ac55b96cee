"""Acknowledgements: a new ticket's requester is told that their mail arrived, where the brand wants that.

One for a ticket (its Message-ID is fixed), a limited number for an address, none for machines. Replayed from
zero the consumer sends nothing: each decision leaves a row, and old tickets are not acknowledged.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from ponte.channels.email import keys
from ponte.channels.email.models import Mailbox, Outgoing, OutgoingKind, OutgoingStatus
from ponte.channels.email.outgoing import acknowledgement_limits
from ponte.channels.email.outgoing.acknowledgement_texts import render
from ponte.channels.email.outgoing.customer_language import language_for
from ponte.channels.email.outgoing.mailbox_choice import mailbox_of
from ponte.channels.email.outgoing.recipients import check
from ponte.channels.email.outgoing.subjects import answer_to
from ponte.events.consuming import consumer
from ponte.events.models import Event
from ponte.lib import clock
from ponte.lib.mail.identifiers import make_message_id
from ponte.lib.mail.parsed import Address
from ponte.lib.mail.parsing import is_noreply
from ponte.tickets.models import Message, Ticket
from ponte.tickets.states import Channel

TOO_OLD = timedelta(hours=4)  # an acknowledgement that comes later says nothing


@consumer("email.acknowledgements", "ticket.created")
def acknowledge(events: Sequence[Event]) -> None:
    """Queue an acknowledgement for each new ticket that should have one."""
    now = clock.now()
    firsts = {
        event.ticket_id: event.data.get("message")
        for event in events
        if event.ticket_id is not None and event.at > now - TOO_OLD
    }
    tickets = (
        Ticket.objects.filter(pk__in=firsts, channel=Channel.EMAIL, brand__acknowledges=True, is_spam=False)
        .exclude(outgoing__kind=OutgoingKind.ACKNOWLEDGEMENT)
        .select_related("brand", "requester")
        .order_by("pk")
    )
    for ticket in tickets:
        message = Message.objects.filter(pk=firsts[ticket.pk], ticket=ticket, customer__isnull=False).first()
        mailbox = mailbox_of(ticket)
        if message is not None and mailbox is not None:
            _acknowledge(ticket, message, mailbox, now)


def _acknowledge(ticket: Ticket, message: Message, mailbox: Mailbox, at: datetime) -> None:
    address = message.sender_address.lower()
    refusal = refusal_of(ticket, message, at)
    language = language_for(ticket.brand, ticket.language, ticket.requester.language)
    rows = Outgoing.objects.bulk_create(
        [
            Outgoing(
                kind=OutgoingKind.ACKNOWLEDGEMENT,
                ticket=ticket,
                mailbox=mailbox,
                sender=mailbox.address,
                recipients=[address] if address else [],
                subject=answer_to(message.subject or ticket.subject)[:500],
                rfc_message_id=make_message_id(
                    ticket.pk, 0, mailbox.address.rpartition("@")[2], keys.signing_key()
                ),
                content={
                    "text": render(
                        ticket.brand,
                        language,
                        ticket=ticket.pk,
                        name=ticket.requester.name,
                        subject=ticket.subject,
                    ),
                    "language": language,
                    "answers": message.pk,
                },
                status=OutgoingStatus.WITHDRAWN if refusal else OutgoingStatus.QUEUED,
                error=refusal,
                due_at=at,
            )
        ],
        ignore_conflicts=True,
    )
    if rows and not refusal:
        acknowledgement_limits.use(address, at)


def refusal_of(ticket: Ticket, message: Message, at: datetime) -> str:
    """Why this message is not acknowledged, as a code of `tickets.delivery_reasons`; "" when it is."""
    address = message.sender_address.lower()
    if message.is_automatic:
        return "to_machine"
    if is_noreply(Address("", address)):
        return "to_noreply"
    refused = check(ticket, [address]).get(address)
    if refused:
        return f"nobody_left: {address} ({refused})"
    if not acknowledgement_limits.has_room(address, at):
        return "too_many"
    return ""
