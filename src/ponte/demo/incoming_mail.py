"""The mail that came in lately, raw and with what became of it."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime, timedelta
from email.header import Header
from email.utils import format_datetime

from ponte.channels.email.models import Disposition, Inbound, MessageReference
from ponte.channels.email.references import key_of
from ponte.demo.life import Happening, Life
from ponte.demo.world import World
from ponte.events.recording import SYSTEM
from ponte.tickets.models import Delivery, Message
from ponte.tickets.states import Channel

KEPT_DAYS = timedelta(days=14)
ARRIVES = timedelta(seconds=2)


def add(world: World) -> None:
    """Rows for the mail of the last days of a numbered world, in order of time, each with its event."""
    rows: list[tuple[Inbound, Life | None]] = []
    for life in world.lives:
        for message in life.messages:
            if message.created_at > world.now - KEPT_DAYS and message.channel == Channel.EMAIL:
                rows.extend((row, life) for row in _of_message(world, life, message))
    rows.extend((row, None) for row in _strays(world))
    rows.sort(key=lambda entry: entry[0].received_at)
    for number, (row, of) in enumerate(rows, start=1):
        row.pk = number
        world.inbound.append(row)
        data = {"inbound": number, "disposition": str(row.disposition), "reason": row.reason}
        ticket = of.ticket if of else None
        world.happenings.append(
            Happening(row.received_at, "mail.received", SYSTEM, f"inbound:{number}", ticket, None, data)
        )


def _of_message(world: World, life: Life, message: Message) -> list[Inbound]:
    if message.customer is not None:
        return _from_customer(world, life, message)
    if message.delivery == Delivery.BOUNCED:
        return [_bounce(world, life, message)]
    return []


def _from_customer(world: World, life: Life, message: Message) -> list[Inbound]:
    ticket = life.ticket
    identifier = message.external_id or f"<{message.pk:08x}.{ticket.pk}@{message.sender_address.partition('@')[2]}>"
    message.external_id = identifier
    if message is life.messages[0]:
        disposition = Disposition.FOLLOW_UP if life.subject_follows else Disposition.NEW_TICKET
    else:
        disposition = Disposition.FLAGGED if message.is_flagged else Disposition.THREADED
    raw = compose(
        message.sender_address,
        message.sender_name,
        ticket.mailbox_address,
        message.subject,
        message.text,
        message.created_at,
        identifier,
    )
    row = _row(raw, message.sender_address, ticket.mailbox_address, message.subject, message.created_at, identifier)
    row.disposition, row.ticket_id, row.message_id = disposition, ticket.pk, message.pk
    row.reason = "outsider" if message.is_flagged else ""
    world.references.append(
        MessageReference(identifier=key_of(identifier), ticket_id=ticket.pk, message_id=message.pk)
    )
    if message.pk % 97:
        return [row]
    again = _row(raw, row.envelope_from, "orders@velora.example", row.subject, row.received_at + ARRIVES, identifier)
    again.disposition, again.reason, again.ticket_id = Disposition.DUPLICATE, "same_mail", ticket.pk
    again.message_id = message.pk
    return [row, again]


def _bounce(world: World, life: Life, message: Message) -> Inbound:
    at = message.created_at + timedelta(seconds=48)
    text = f"I could not deliver your message.\n\n<{message.to[0]}>\n{message.delivery_detail}"
    host = message.to[0].partition("@")[2]
    sender, identifier = f"mailer-daemon@mx.{host}", f"<dsn-{message.pk}@mx.{host}>"
    subject = "Undelivered Mail Returned to Sender"
    raw = compose(sender, "Mail Delivery System", life.ticket.mailbox_address, subject, text, at, identifier)
    row = _row(raw, "", life.ticket.mailbox_address, subject, at, identifier)
    row.disposition, row.reason, row.detail = Disposition.BOUNCE, "bounced", message.delivery_detail
    row.sender, row.ticket_id = sender, life.ticket.pk
    return row


# From, name, subject, text, disposition, reason, detail, hours ago
STRAYS = (
    ("noreply@parcelway.example", "Parcelway", "Automatic reply: request 88120", "We have received your request.",
     Disposition.SUPPRESSED, "auto_reply", "Auto-Submitted: auto-replied", 5.4),
    ("i.colombo@posta.example", "Ilaria Colombo", "Fuori ufficio", "Sono in ferie fino al 2.",
     Disposition.SUPPRESSED, "auto_reply", "Subject: Fuori ufficio", 30.2),
    ("support@velora.example", "Velora", "Re: Grazie del messaggio", "Grazie di averci scritto.",
     Disposition.SUPPRESSED, "own_address", "support@velora.example is a mailbox of ours", 53.0),
    ("postmaster@mx.oldhost.example", "Postmaster", "Delivery has failed", "User unknown.",
     Disposition.SUPPRESSED, "bounced_unmatched", "a report about a mail that we did not send", 76.5),
    ("scanner@brightwell-builders.example", "Office scanner", "Scan from MFP-2", "(broken attachment)",
     Disposition.FAILED, "error", "ValueError: the TNEF part ends in the middle of an attribute", 26.8),
    ("olga@lyst.example", "Ольга", "Re: Запис на обслуговування", "Дякую, буду!",
     Disposition.FAILED, "error", "LookupError: unknown charset x-mac-ukrainian-old", 101.3),
)  # fmt: skip


def _strays(world: World) -> list[Inbound]:
    rows = []
    for number, (sender, name, subject, text, disposition, reason, detail, hours) in enumerate(STRAYS):
        at = world.now - timedelta(hours=hours)
        identifier = f"<stray-{number}@{sender.partition('@')[2]}>"
        raw = compose(sender, name, "support@velora.example", subject, text, at, identifier)
        row = _row(raw, sender, "support@velora.example", subject, at, identifier)
        row.disposition, row.reason, row.detail = disposition, reason, detail
        row.attempts = 5 if disposition == Disposition.FAILED else 1
        rows.append(row)
    return rows


def _row(raw: bytes, sender: str, to: str, subject: str, at: datetime, identifier: str) -> Inbound:
    return Inbound(
        road="smtp",
        received_at=at,
        envelope_from=sender,
        envelope_to=[to],
        raw=raw,
        size=len(raw),
        sha256=hashlib.sha256(raw).hexdigest(),
        sender=sender,
        subject=subject,
        rfc_message_id=key_of(identifier),
        attempts=1,
        processed_at=at + ARRIVES,
    )


def compose(sender: str, name: str, to: str, subject: str, text: str, at: datetime, identifier: str) -> bytes:
    """The mail as it came over the wire."""
    lines = [
        f"From: {_word(name)} <{sender}>",
        f"To: <{to}>",
        f"Subject: {_word(subject)}",
        f"Date: {format_datetime(at)}",
        f"Message-ID: {identifier}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: base64",
        "",
        base64.encodebytes(text.encode()).decode(),
    ]
    return "\r\n".join("\r\n".join(lines).split("\n")).replace("\r\r\n", "\r\n").encode("ascii")


def _word(text: str) -> str:
    return text if text.isascii() else Header(text, "utf-8").encode()
