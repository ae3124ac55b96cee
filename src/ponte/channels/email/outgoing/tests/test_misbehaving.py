"""Every way in which a real outgoing server may disappoint: the state it leads to, the retry, and the words."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ponte.channels.email.models import Mailbox, OutgoingStatus
from ponte.channels.email.outgoing import claiming, smtp_session
from ponte.channels.email.outgoing.tests.conftest import AT, MARTA, row_of
from ponte.channels.email.outgoing.tests.receiver import Received, Receiver, serve, server_at
from ponte.customers.models import Identity
from ponte.tickets.delivery_reasons import words
from ponte.tickets.models import Delivery, Message, Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_nine", "velora")]
Writes, Answers, Delivers = Callable[..., Ticket], Callable[..., Message], Callable[..., None]
WAITS, LOST = (Delivery.QUEUED, OutgoingStatus.QUEUED), (Delivery.FAILED, OutgoingStatus.FAILED)


class Rude(Receiver):
    """Takes the mail and hangs up before it says so."""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        answer = await super().handle_DATA(server, session, envelope)
        if self.hang_up_after:
            server.transport.abort()
        return answer

    hang_up_after = True


@pytest.mark.parametrize(
    ("where", "answer_of_server", "ends", "said"),
    [
        (
            "rcpt",
            "450 4.2.1 greylisted",
            WAITS,
            "The mail server asks to try later: marta.bellini@posteo.it (450 4.2.1",
        ),
        ("data", "452 4.3.1 disk full", WAITS, "The mail server asks to try later: 452 4.3.1 disk full"),
        ("data", "421 4.3.2 going down", WAITS, "The mail server cannot be reached: 421 4.3.2 going down"),
        ("data", "554 5.7.1 spam", LOST, "The mail server refused it: 554 5.7.1 spam"),
        ("data", "552 5.3.4 too large", LOST, "The mail server refused it: 552 5.3.4 too large"),
        (
            "rcpt",
            "551 5.7.1 not here",
            LOST,
            "The mail server refused it: marta.bellini@posteo.it (551 5.7.1 not here)",
        ),
        ("rcpt", "530 5.7.0 sign in first", WAITS, "The mail server does not accept our sign-in: 530 5.7.0"),
    ],
)
def test_what_a_server_says_is_kept_and_told(
    marta_writes: Writes,
    answer: Answers,
    deliver: Delivers,
    receiver: Receiver,
    where: str,
    answer_of_server: str,
    ends: tuple[str, str],
    said: str,
) -> None:
    message = answer(marta_writes())
    setattr(receiver, where, lambda _what: answer_of_server)
    deliver(seconds=11)
    message.refresh_from_db()
    row = row_of(message)
    assert (message.delivery, row.status) == ends
    assert words(row.error).startswith(said)
    assert words(message.delivery_detail) == words(row.error)
    setattr(receiver, where, lambda _what: None)
    deliver(minutes=5)
    assert len(receiver.mails) == (1 if ends is WAITS else 0)


def test_an_unknown_mailbox_marks_the_address(
    marta_writes: Writes, answer: Answers, deliver: Delivers, receiver: Receiver
) -> None:
    answer(marta_writes())
    receiver.rcpt = lambda _address: "550 5.1.1 no such user"
    deliver()
    assert Identity.objects.get(value=MARTA).bounced_at == AT + timedelta(seconds=11)


def test_one_that_hangs_up_before_its_answer_gets_the_same_mail_again(
    marta_writes: Writes, answer: Answers, deliver: Delivers, settings: Any
) -> None:
    rude = Rude()
    controller = serve(rude)
    settings.PONTE = replace(settings.PONTE, smtp=server_at(controller))
    try:
        message = answer(marta_writes())
        deliver(seconds=11)
        row = row_of(message)
        assert (row.status, len(rude.mails)) == (OutgoingStatus.QUEUED, 1)
        assert words(row.error).startswith("The mail server cannot be reached: ")
        rude.hang_up_after = False
        deliver(minutes=5)
        deliver(days=1)
    finally:
        controller.stop()
    first, second = rude.mails
    assert first.raw == second.raw
    assert row_of(message).status == OutgoingStatus.SENT


def test_a_slow_server_keeps_its_mail_to_itself(
    marta_writes: Writes, answer: Answers, receiver: Receiver, deliver: Delivers
) -> None:
    message = answer(marta_writes())
    receiver.before_answer = lambda: time.sleep(1.5)
    deliver()
    assert claiming.claim(AT + timedelta(seconds=60)) is None
    assert row_of(message).status == OutgoingStatus.SENT
    assert len(receiver.mails) == 1


def test_one_that_never_answers_is_left_and_tried_again(
    marta_writes: Writes, answer: Answers, deliver: Delivers, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp_session, "DATA_SECONDS", 1)
    message = answer(marta_writes())
    receiver.before_answer = lambda: time.sleep(3)
    began = time.monotonic()
    deliver(seconds=11)
    assert time.monotonic() - began < 20
    assert row_of(message).status == OutgoingStatus.QUEUED
    receiver.before_answer = lambda: None
    deliver(minutes=5)
    assert row_of(message).status == OutgoingStatus.SENT
    assert {mail.raw for mail in receiver.mails} == {receiver.mails[0].raw}


def test_a_refused_mail_does_not_hold_up_the_next(
    marta_writes: Writes, answer: Answers, deliver: Delivers, receiver: Receiver, velora: Mailbox
) -> None:
    ticket = marta_writes()
    refused, taken = answer(ticket, html="<p>spam</p>"), answer(ticket, html="<p>Ciao</p>")

    def judge(mail: Received) -> str | None:
        return "554 5.7.1 spam" if b"spam" in mail.raw.split(b"\r\n\r\n", 1)[1][:400] else None

    receiver.data = judge
    deliver()
    assert row_of(refused).status == OutgoingStatus.FAILED
    assert row_of(taken).status == OutgoingStatus.SENT
