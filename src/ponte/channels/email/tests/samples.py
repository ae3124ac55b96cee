"""Mails as the tests write them."""

from __future__ import annotations

from itertools import count

from ponte.channels.email.keys import signing_key
from ponte.channels.email.models import Inbound, Outgoing, OutgoingStatus
from ponte.channels.email.processing import drain
from ponte.channels.email.storing import store
from ponte.lib.mail.identifiers import make_message_id
from ponte.team.models import Agent
from ponte.tickets.models import Delivery, Message, MessageKind, Ticket

_numbers = count(1)


def mail(
    text: str = "The charger blinks red.",
    *,
    sender: str = "Viktoria Melnyk <viktoria@kyiv.example>",
    to: str = "support@velora.example",
    subject: str = "Charger",
    message_id: str | None = None,
    **headers: str,
) -> bytes:
    """A plain mail; `in_reply_to="<a@b>"` becomes `In-Reply-To: <a@b>`. An empty header is left out."""
    lines = {
        "From": sender,
        "To": to,
        "Subject": subject,
        "Date": "Sun, 22 Nov 2026 10:00:00 +0000",
        "Message-ID": f"<{next(_numbers)}.made@kyiv.example>" if message_id is None else message_id,
        **{name.replace("_", "-").title(): value for name, value in headers.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
    return f"{head}\r\n{text}\r\n".encode()


def arrive(raw: bytes, road: str = "smtp", to: str = "support@velora.example") -> Inbound:
    """Store a mail and process everything that waits; returns it as it stands."""
    stored = store(raw, road=road, envelope_from="", envelope_to=[to] if to else [])
    drain()
    stored.refresh_from_db()
    return stored


def our_mail(ticket: Ticket, recipient: str = "viktoria@kyiv.example") -> Outgoing:
    """A reply of ours that was sent."""
    agent = Agent.objects.filter(email="olena@velora.example").first() or Agent.objects.create(
        email="olena@velora.example", name="Olena Kovalenko"
    )
    message = Message.objects.create(
        ticket=ticket, kind=MessageKind.PUBLIC, agent=agent, text="Hold the button", delivery=Delivery.SENT
    )
    return Outgoing.objects.create(
        message=message,
        ticket=ticket,
        sender="support@velora.example",
        recipients=[recipient],
        rfc_message_id=make_message_id(ticket.pk, message.pk, "velora.example", signing_key()),
        status=OutgoingStatus.SENT,
    )


def bounce_of(sent: Outgoing, recipient: str, status: str = "5.1.1", action: str = "failed") -> bytes:
    """A delivery report as mail servers write it."""
    return (
        "From: MAILER-DAEMON@mx.kyiv.example\r\nTo: support@velora.example\r\nSubject: Undelivered mail\r\n"
        "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nI am sorry.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.kyiv.example\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: {action}\r\nStatus: {status}\r\n"
        "Diagnostic-Code: smtp; 550 no such person\r\n\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <{sent.rfc_message_id}>\r\n"
        f"From: support@velora.example\r\nTo: {recipient}\r\nSubject: Re: Charger\r\n\r\nHold it\r\n--b--\r\n"
    ).encode()
