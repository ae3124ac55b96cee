"""Two Pontes that write to each other fall silent; a customer's answer to our mail comes home."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from ponte.channels.email import receiving_pipe
from ponte.channels.email.models import Disposition, Mailbox
from ponte.channels.email.outgoing import acknowledging, sending
from ponte.channels.email.outgoing.tests.receiver import Receiver
from ponte.events.models import Event
from ponte.tickets.models import Brand, Message, Ticket

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at_nine")]
OURS, THEIRS = "support@velora.example", "help@other.example"
FIRST = (
    f"From: Other <{THEIRS}>\r\nTo: {OURS}\r\nSubject: Hello\r\nMessage-ID: <one@other.example>\r\n"
    "\r\nWe have a question.\r\n"
).encode()
MARKS = re.compile(
    rb"^(?:Auto-Submitted|X-Auto-Response-Suppress|X-Ponte[\w-]*|References|In-Reply-To|Feedback-ID):"
    rb".*\r?\n(?:[ \t].*\r?\n)*",
    re.MULTILINE | re.IGNORECASE,
)


def become(settings: Any, address: str) -> None:
    """Be the other installation: its keys and its mailbox, none of ours."""
    settings.SECRET_KEY = address * 4
    Mailbox.objects.all().delete()
    brand = Brand.objects.get(is_default=True)
    brand.acknowledges, brand.locales = True, ["en"]
    brand.save()
    Mailbox.objects.create(address=address, brand=brand)


def play(settings: Any, receiver: Receiver, between: Callable[[bytes], bytes]) -> int:
    """Let both answer each other until nobody does; returns how many acknowledgements were sent."""
    raw, seen, here = FIRST, 0, OURS
    for _ in range(80):
        become(settings, here)
        receiving_pipe.deliver(raw, envelope_to=[here])
        fresh = Event.objects.filter(kind="ticket.created", pk__gt=seen).order_by("pk")
        acknowledging.acknowledge(list(fresh))
        seen = max([seen, *fresh.values_list("pk", flat=True)])
        before = len(receiver.mails)
        sending.send_due()
        if len(receiver.mails) == before:
            return before
        raw, here = between(receiver.mails[-1].raw), THEIRS if here == OURS else OURS
    raise AssertionError("they never stop")


def test_two_pontes_stop_after_one_acknowledgement(settings: Any, receiver: Receiver) -> None:
    assert play(settings, receiver, between=lambda raw: raw) == 1
    assert Message.objects.count() == 1


def test_they_stop_even_when_a_relay_takes_every_mark_away(settings: Any, receiver: Receiver) -> None:
    assert play(settings, receiver, between=lambda raw: MARKS.sub(b"", raw)) <= 20


def test_the_customers_answer_to_our_mail_joins_its_ticket(
    marta_writes: Callable[..., Ticket],
    answer: Callable[..., Message],
    deliver: Callable[..., None],
    receiver: Receiver,
) -> None:
    ticket = marta_writes()
    answer(ticket)
    deliver()
    sent = receiver.mails[0].mail
    for header in (f"In-Reply-To: <{sent.message_id}>", f"X-Nothing: {sent.message_id}"):
        raw = (
            f"From: Marta <marta.bellini@posteo.it>\r\nTo: {sent.reply_to[0].address}\r\nSubject: altro\r\n"
            f"Message-ID: <{len(header)}@posteo.it>\r\n{header}\r\n\r\nGrazie {len(header)}\r\n"
        )
        told = receiving_pipe.deliver(raw.encode(), envelope_to=[sent.reply_to[0].address])
        assert (told["disposition"], told["ticket"]) == (Disposition.THREADED, ticket.pk)
