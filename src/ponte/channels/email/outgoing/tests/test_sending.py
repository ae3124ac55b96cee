"""Replies go out by a real SMTP server, whatever it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ponte.channels.email.models import Outgoing, OutgoingStatus
from ponte.channels.email.outgoing import claiming, sending
from ponte.channels.email.outgoing.tests.conftest import AT, MARTA, row_of
from ponte.channels.email.outgoing.tests.receiver import Receiver
from ponte.events import consuming
from ponte.events.models import Event
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import reading, replying
from ponte.tickets.errors import TooLate
from ponte.tickets.models import Delivery, Message, Reading, State, Ticket
from ponte.tickets.states import StateType

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_nine")]
Writes = Callable[..., Ticket]
Answers = Callable[..., Message]
Delivers = Callable[..., None]


def told(message: Message) -> list[str]:
    events = Event.objects.filter(kind="ticket.delivery_changed", data__message=message.pk).order_by("id")
    return [event.data["status"] for event in events]


def test_a_reply_goes_out_after_its_undo_time(
    marta_writes: Writes, answer: Answers, deliver: Delivers, receiver: Receiver
) -> None:
    message = answer(marta_writes())
    deliver(seconds=9)
    assert receiver.mails == []
    deliver(seconds=11)
    message.refresh_from_db()
    assert [mail.recipients for mail in receiver.mails] == [[MARTA]]
    assert (message.delivery, message.sent_at) == (Delivery.SENT, AT + timedelta(seconds=11))
    assert row_of(message).status == OutgoingStatus.SENT
    assert bytes(row_of(message).raw or b"").replace(b"\r\n", b"\n") == receiver.mails[0].raw.replace(b"\r\n", b"\n")
    assert told(message) == ["sent"]
    deliver(days=1)
    assert len(receiver.mails) == 1


def test_a_reply_taken_back_in_time_is_never_sent(
    marta_writes: Writes, answer: Answers, deliver: Delivers, receiver: Receiver, giulia: Agent
) -> None:
    message = answer(marta_writes())
    replying.withdraw(message, by=giulia)
    deliver()
    assert receiver.mails == []
    assert row_of(message).status == OutgoingStatus.WITHDRAWN


def test_a_claimed_reply_cannot_be_taken_back(
    marta_writes: Writes, answer: Answers, receiver: Receiver, giulia: Agent
) -> None:
    message = answer(marta_writes())
    assert claiming.claim(AT + timedelta(seconds=11)) is not None
    with pytest.raises(TooLate):
        replying.withdraw(message, by=giulia)


def test_a_refused_reply_fails_with_the_servers_words_and_comes_back_to_work(
    marta_writes: Writes, answer: Answers, deliver: Delivers, receiver: Receiver, giulia: Agent
) -> None:
    ticket = marta_writes()
    solved = State.objects.get(type=StateType.SOLVED)
    message = answer(ticket, state=solved)
    reading.mark_read(ticket, by=giulia, up_to=message.pk)
    receiver.rcpt = lambda _address: "550 5.1.1 no such user"
    deliver()
    message.refresh_from_db()
    ticket.refresh_from_db()
    assert message.delivery == Delivery.FAILED
    assert "550 5.1.1 no such user" in message.delivery_detail
    assert ticket.state_type == StateType.OPEN
    assert not Reading.objects.filter(ticket=ticket, agent=giulia).exists()
    assert told(message) == ["failed"]
    receiver.rcpt = lambda _address: None
    deliver(days=1)
    assert receiver.mails == []


def test_a_busy_server_is_tried_again_and_the_mail_is_the_same(
    marta_writes: Writes, answer: Answers, deliver: Delivers, receiver: Receiver
) -> None:
    message = answer(marta_writes())
    receiver.data = lambda _mail: "451 4.3.2 come back later"
    deliver(seconds=11)
    row = row_of(message)
    assert (row.status, row.due_at) == (OutgoingStatus.QUEUED, AT + timedelta(seconds=71))
    assert row.error == "busy: 451 4.3.2 come back later"
    first = bytes(row.raw or b"")
    receiver.data = lambda _mail: None
    deliver(seconds=60)
    assert receiver.mails == []
    deliver(seconds=72)
    message.refresh_from_db()
    assert message.delivery == Delivery.SENT
    assert bytes(row_of(message).raw or b"") == first


def test_a_server_that_hangs_up_in_the_middle_is_tried_again(
    marta_writes: Writes, answer: Answers, deliver: Delivers, receiver: Receiver
) -> None:
    message = answer(marta_writes())
    receiver.hang = True
    deliver(seconds=11)
    assert (row_of(message).status, receiver.mails) == (OutgoingStatus.QUEUED, [])
    receiver.hang = False
    deliver(minutes=5)
    assert len(receiver.mails) == 1


def test_after_two_days_it_is_given_up_and_said(
    marta_writes: Writes, answer: Answers, deliver: Delivers, receiver: Receiver
) -> None:
    message = answer(marta_writes())
    receiver.data = lambda _mail: "451 later"
    for hour in range(60):
        deliver(hours=hour, seconds=11)
    message.refresh_from_db()
    assert message.delivery == Delivery.FAILED
    assert message.delivery_detail == "expired: 451 later"
    assert 10 <= row_of(message).attempts <= 20


def test_one_of_two_refused_is_told_and_the_other_is_served(
    marta_writes: Writes, answer: Answers, deliver: Delivers, receiver: Receiver
) -> None:
    message = answer(marta_writes(), cc=["gone@posteo.it"])
    receiver.rcpt = lambda address: "550 unknown" if address.startswith("gone") else None
    deliver()
    message.refresh_from_db()
    assert receiver.mails[0].recipients == [MARTA]
    assert message.delivery == Delivery.SENT
    assert "gone@posteo.it (550 unknown)" in message.delivery_detail


def test_one_of_two_put_off_is_sent_later_to_that_one_alone(
    marta_writes: Writes, answer: Answers, deliver: Delivers, receiver: Receiver
) -> None:
    message = answer(marta_writes(), cc=["grey@posteo.it"])
    receiver.rcpt = lambda address: "450 greylisted" if address.startswith("grey") else None
    deliver(seconds=11)
    assert row_of(message).status == OutgoingStatus.QUEUED
    receiver.rcpt = lambda _address: None
    deliver(minutes=2)
    assert [mail.recipients for mail in receiver.mails] == [[MARTA], ["grey@posteo.it"]]
    assert row_of(message).status == OutgoingStatus.SENT


def test_an_unreachable_server_only_delays(
    marta_writes: Writes, answer: Answers, deliver: Delivers, receiver: Receiver, settings: Any
) -> None:
    message = answer(marta_writes())
    good = settings.PONTE
    settings.PONTE = replace(good, smtp=replace(good.smtp, port=1))
    deliver(seconds=11)
    message.refresh_from_db()
    assert message.delivery == Delivery.QUEUED
    assert row_of(message).error.startswith("unreachable: ")
    settings.PONTE = good
    deliver(minutes=2)
    assert len(receiver.mails) == 1


@pytest.mark.usefixtures("no_server")
def test_without_a_server_mail_is_kept_and_shown(marta_writes: Writes, answer: Answers, deliver: Delivers) -> None:
    message = answer(marta_writes())
    deliver()
    message.refresh_from_db()
    assert (message.delivery, row_of(message).status) == (Delivery.KEPT, OutgoingStatus.KEPT)


@pytest.mark.django_db(transaction=True)
def test_a_replay_from_zero_sends_nothing_again(
    marta_writes: Writes, answer: Answers, deliver: Delivers, receiver: Receiver
) -> None:
    answer(marta_writes())
    deliver()
    consuming.rewind("email.outgoing")
    consuming.drain("email.outgoing")
    deliver(hours=1)
    Outgoing.objects.all().delete()  # even when the rows are gone
    consuming.rewind("email.outgoing")
    consuming.drain("email.outgoing")
    deliver(hours=2)
    assert len(receiver.mails) == 1


def test_a_dead_workers_mail_is_taken_over_when_its_lease_is_over(
    marta_writes: Writes, answer: Answers, deliver: Delivers, receiver: Receiver
) -> None:
    message = answer(marta_writes())
    claiming.claim(AT + timedelta(seconds=11))
    deliver(seconds=30)
    assert receiver.mails == []
    deliver(seconds=90)
    assert len(receiver.mails) == 1
    assert row_of(message).attempts == 2


def test_a_worker_that_lost_its_lease_changes_nothing(
    marta_writes: Writes, answer: Answers, deliver: Delivers, receiver: Receiver
) -> None:
    answer(marta_writes())
    slow = claiming.claim(AT + timedelta(seconds=11))
    deliver(seconds=90)
    assert slow is not None
    assert claiming.finish(slow, status=OutgoingStatus.FAILED, error="late") is False


def test_one_that_cannot_be_written_does_not_stop_the_next(
    marta_writes: Writes, answer: Answers, deliver: Delivers, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = marta_writes()
    broken, good = answer(ticket, html="<p>broken</p>"), answer(ticket, html="<p>good</p>")
    real = sending.compose

    def compose(outgoing: Outgoing, *rest: object) -> bytes:
        if outgoing.message_id == broken.pk:
            raise ValueError("no way")
        return real(outgoing, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(sending, "compose", compose)
    deliver()
    broken.refresh_from_db()
    good.refresh_from_db()
    assert (broken.delivery, good.delivery) == (Delivery.FAILED, Delivery.SENT)
    assert broken.delivery_detail == "broken: ValueError: no way"


def test_the_clock_of_the_fixture_is_frozen() -> None:
    assert clock.now() == AT
