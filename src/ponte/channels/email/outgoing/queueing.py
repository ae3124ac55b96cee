"""Replies into the queue of outgoing mail: a durable consumer of the journal.

Replayed from zero it adds nothing: a message has one row for ever, and only messages that still wait to be
delivered get one.
"""

from __future__ import annotations

from collections.abc import Sequence

from ponte.channels.email import keys
from ponte.channels.email.models import Outgoing, OutgoingKind
from ponte.channels.email.outgoing.composing_mail import new_subject
from ponte.channels.email.outgoing.mailbox_choice import mailbox_of
from ponte.events.consuming import consumer
from ponte.events.models import Event
from ponte.lib import clock
from ponte.lib.mail.identifiers import make_message_id
from ponte.tickets.models import Delivery, Message
from ponte.tickets.states import Channel

NO_DOMAIN = "ponte.invalid"


@consumer("email.outgoing", "ticket.replied")
def queue_replies(events: Sequence[Event]) -> None:
    """Make a row for each reply that goes out by mail."""
    replies = Message.objects.filter(
        pk__in=[event.data["message"] for event in events],
        channel=Channel.EMAIL,
        delivery=Delivery.QUEUED,
        outgoing__isnull=True,
    ).select_related("ticket__brand", "agent")
    Outgoing.objects.bulk_create([row_for(message) for message in replies], ignore_conflicts=True)


def row_for(message: Message) -> Outgoing:
    """The mail of a reply, due when its undo time is over."""
    ticket = message.ticket
    mailbox = mailbox_of(ticket)
    domain = mailbox.address.rpartition("@")[2] if mailbox else NO_DOMAIN
    return Outgoing(
        kind=OutgoingKind.REPLY,
        message=message,
        ticket=ticket,
        mailbox=mailbox,
        sender=mailbox.address if mailbox else "",
        recipients=[*message.to, *message.cc],
        subject=new_subject(message)[:500],
        rfc_message_id=make_message_id(ticket.pk, message.pk, domain, keys.signing_key()),
        due_at=message.send_at or clock.now(),
    )
