"""What people do with mail that has not gone out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ponte.channels.email.models import OutgoingStatus
from ponte.channels.email.outgoing import outbox
from ponte.channels.email.outgoing.tests.conftest import AT, row_of
from ponte.channels.email.outgoing.tests.receiver import Receiver
from ponte.events.models import Event
from ponte.team.models import Agent
from ponte.tickets.errors import NotAllowed
from ponte.tickets.models import Delivery, Message, Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_nine")]
Writes, Answers, Delivers = Callable[..., Ticket], Callable[..., Message], Callable[..., None]


def test_kept_mail_is_sent_by_an_explicit_act_once_there_is_a_server(
    marta_writes: Writes, answer: Answers, deliver: Delivers, receiver: Receiver, settings: Any, admin: Agent
) -> None:
    there, settings.PONTE = settings.PONTE, settings.PONTE.__class__(**{**vars(settings.PONTE), "smtp": None})
    message = answer(marta_writes())
    deliver()
    with pytest.raises(outbox.NoServer):
        outbox.release(by=admin)
    settings.PONTE = there
    deliver(minutes=1)
    assert receiver.mails == []
    assert outbox.release(by=admin, at=AT) == 1
    deliver(minutes=2)
    message.refresh_from_db()
    assert (len(receiver.mails), message.delivery) == (1, Delivery.SENT)
    assert Event.objects.filter(kind="mail.retried", actor=admin.journal_name).count() == 1


def test_a_failed_mail_can_be_tried_again(
    marta_writes: Writes, answer: Answers, deliver: Delivers, receiver: Receiver, admin: Agent
) -> None:
    message = answer(marta_writes())
    receiver.rcpt = lambda _address: "550 no"
    deliver()
    receiver.rcpt = lambda _address: None
    outbox.retry(row_of(message), by=admin, at=AT)
    deliver(minutes=1)
    message.refresh_from_db()
    assert (message.delivery, message.delivery_detail) == (Delivery.SENT, "")


def test_a_sent_mail_is_not_sent_again(
    marta_writes: Writes, answer: Answers, deliver: Delivers, receiver: Receiver, admin: Agent
) -> None:
    message = answer(marta_writes())
    deliver()
    with pytest.raises(outbox.NotPossible):
        outbox.retry(row_of(message), by=admin)
    with pytest.raises(outbox.NotPossible):
        outbox.give_up(row_of(message), by=admin, name="Admin")


def test_giving_up_ends_the_attempts_and_says_so(
    marta_writes: Writes, answer: Answers, deliver: Delivers, receiver: Receiver, admin: Agent
) -> None:
    message = answer(marta_writes())
    receiver.data = lambda _mail: "451 later"
    deliver()
    outbox.give_up(row_of(message), by=admin, name="Ada")
    receiver.data = lambda _mail: None
    deliver(days=1)
    message.refresh_from_db()
    assert (receiver.mails, message.delivery, message.delivery_detail) == ([], Delivery.FAILED, "given_up: Ada")
    assert row_of(message).status == OutgoingStatus.FAILED


def test_observers_only_look(
    marta_writes: Writes, answer: Answers, deliver: Delivers, receiver: Receiver, observer: Agent
) -> None:
    message = answer(marta_writes())
    with pytest.raises(NotAllowed):
        outbox.give_up(row_of(message), by=observer, name="O")
