"""The mail that went out lately: replies and acknowledgements, with those that failed."""

from __future__ import annotations

from datetime import timedelta

from ponte.channels.email import keys
from ponte.channels.email.models import Acknowledged, Outgoing, OutgoingKind, OutgoingStatus
from ponte.channels.email.outgoing.acknowledgement_texts import render
from ponte.channels.email.outgoing.subjects import answer_to
from ponte.demo.life import SENDING_TAKES, Life
from ponte.demo.world import World
from ponte.lib.mail.identifiers import make_message_id
from ponte.tickets.models import Delivery, Message
from ponte.tickets.states import Channel

KEPT_DAYS = timedelta(days=30)
ACKNOWLEDGED_DAYS = timedelta(days=10)


def add(world: World) -> None:
    """Rows for the mail that went out in the last days of a numbered world, in order of time."""
    mailboxes = {row.address: row for row in world.company.mailboxes.values()}
    key = keys.signing_key()
    for life in world.lives:
        mailbox = mailboxes.get(life.ticket.mailbox_address, world.company.mailboxes["support"])
        first = life.messages[0]
        if first.created_at > world.now - ACKNOWLEDGED_DAYS and first.channel == Channel.EMAIL and first.customer:
            world.outgoing.append(_acknowledgement(world, life, first, key))
        for message in life.messages:
            recent = message.created_at > world.now - KEPT_DAYS
            if recent and message.agent is not None and message.delivery != Delivery.NONE:
                row = _reply(life, message, key)
                row.mailbox, row.sender = mailbox, mailbox.address
                world.outgoing.append(row)
    world.outgoing.sort(key=lambda row: row.created_at)


def _reply(life: Life, message: Message, key: bytes) -> Outgoing:
    return Outgoing(
        kind=OutgoingKind.REPLY,
        message_id=message.pk,
        ticket_id=life.ticket.pk,
        recipients=[*message.to, *message.cc],
        subject=answer_to(life.messages[0].subject or life.ticket.subject)[:500],
        rfc_message_id=make_message_id(life.ticket.pk, message.pk, "velora.example", key),
        status=OutgoingStatus(message.delivery),
        due_at=message.send_at or message.created_at,
        attempts=0 if message.delivery == Delivery.KEPT else 1,
        error=message.delivery_detail,
        created_at=message.created_at,
        sent_at=message.sent_at,
    )


def _acknowledgement(world: World, life: Life, first: Message, key: bytes) -> Outgoing:
    ticket, at = life.ticket, first.created_at + timedelta(seconds=3)
    world.acknowledged.append(Acknowledged(address=first.sender_address, at=at))
    text = render(ticket.brand, ticket.language, ticket=ticket.pk, name=ticket.requester.name, subject=ticket.subject)
    mailbox = next(row for row in world.company.mailboxes.values() if row.address == ticket.mailbox_address)
    return Outgoing(
        kind=OutgoingKind.ACKNOWLEDGEMENT,
        ticket_id=ticket.pk,
        mailbox=mailbox,
        sender=mailbox.address,
        recipients=[first.sender_address],
        subject=answer_to(first.subject)[:500],
        rfc_message_id=make_message_id(ticket.pk, 0, "velora.example", key),
        content={"text": text, "language": ticket.language, "answers": first.pk},
        status=OutgoingStatus.SENT,
        due_at=at,
        attempts=1,
        created_at=at,
        sent_at=at + SENDING_TAKES,
    )
