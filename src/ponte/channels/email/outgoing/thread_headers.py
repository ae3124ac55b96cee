"""What puts our mail into the customer's thread: In-Reply-To and References."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import BinaryField, Q
from django.db.models.functions import Substr

from ponte.channels.email.models import Inbound, Outgoing
from ponte.lib.mail.parsed import ParsedMail
from ponte.lib.mail.parsing import parse
from ponte.tickets.models import Message, MessageKind, Participant

HEADER_BYTES = 65_536
MAX_REFERENCES = 20


@dataclass(frozen=True)
class Thread:
    """Identifiers without angle brackets; "" and empty when our mail begins the thread."""

    in_reply_to: str = ""
    references: tuple[str, ...] = ()


def thread_of(message: Message) -> Thread:
    """The thread before `message`: the customer's last mail with its own references, else our last one."""
    ours = (
        Outgoing.objects.filter(ticket=message.ticket_id, message__lt=message.pk, sent_at__isnull=False)
        .order_by("-message")
        .values_list("rfc_message_id", flat=True)[:3]
    )
    return _after(last_from_customer(message), list(reversed(ours)))


def thread_after(answered: Message) -> Thread:
    """The thread of a mail that answers this message of a customer."""
    return _after(answered, [])


def _after(answered: Message | None, sent: list[str]) -> Thread:
    theirs = _mail_of(answered) if answered else None
    if theirs is None or not theirs.message_id:
        return Thread(sent[-1] if sent else "", tuple(sent))
    chain = dict.fromkeys([*theirs.references, *theirs.in_reply_to, *sent])
    chain.pop(theirs.message_id, None)
    return Thread(theirs.message_id, _shorten([*chain, theirs.message_id]))


def last_from_customer(message: Message) -> Message | None:
    """The public message that `message` answers, of somebody who is on the thread.

    A merged ticket may hold messages of customers who did not join: theirs are never quoted to others.
    """
    joined = Participant.objects.filter(ticket=message.ticket_id, is_confirmed=True).values("customer")
    return (
        Message.objects.filter(
            Q(customer=message.ticket.requester_id) | Q(customer__in=joined),
            ticket=message.ticket_id,
            pk__lt=message.pk,
            kind=MessageKind.PUBLIC,
            customer__isnull=False,
            is_automatic=False,
            is_flagged=False,
        )
        .order_by("-pk")
        .first()
    )


def _mail_of(answered: Message) -> ParsedMail | None:
    head = (
        Inbound.objects.filter(message=answered)
        .order_by("pk")
        .annotate(head=Substr("raw", 1, HEADER_BYTES, output_field=BinaryField()))
        .values_list("head", flat=True)
        .first()
    )
    return parse(_headers(bytes(head))) if head else None


def _headers(raw: bytes) -> bytes:
    ends = [end for end in (raw.find(b"\r\n\r\n"), raw.find(b"\n\n")) if end >= 0]
    return raw[: min(ends)] + b"\r\n\r\n" if ends else raw


def _shorten(chain: list[str]) -> tuple[str, ...]:
    if len(chain) <= MAX_REFERENCES:
        return tuple(chain)
    return (chain[0], *chain[1 - MAX_REFERENCES :])
