"""Two workers at once, and one that dies at the worst moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

import ponte
from ponte.channels.email.models import Outgoing, OutgoingStatus
from ponte.channels.email.outgoing import sending
from ponte.channels.email.outgoing.tests.conftest import row_of
from ponte.channels.email.outgoing.tests.receiver import Receiver
from ponte.lib import clock
from ponte.tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db(transaction=True)
Writes, Answers = Callable[..., Ticket], Callable[..., Message]

WORKER = "import django; django.setup(); from ponte.channels.email.outgoing import sending; sending.send_due()"


def test_two_workers_send_each_mail_once(marta_writes: Writes, answer: Answers, receiver: Receiver) -> None:
    ticket = marta_writes()
    for number in range(12):
        answer(ticket, html=f"<p>{number}</p>", undo_seconds=0)

    def work() -> None:
        sending.send_due()
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(receiver.mails) == 12
    assert len({mail.mail.message_id for mail in receiver.mails}) == 12
    assert set(Outgoing.objects.values_list("status", "attempts")) == {(OutgoingStatus.SENT, 1)}


def test_a_worker_killed_between_acceptance_and_note_costs_one_identical_copy(
    marta_writes: Writes, answer: Answers, receiver: Receiver, settings: Any
) -> None:
    message = answer(marta_writes(), undo_seconds=0)
    server = settings.PONTE.smtp
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "ponte.config.settings",
        "PYTHONPATH": str(Path(ponte.__file__).parent.parent),
        "PONTE_SMTP_URL": f"smtp://{server.host}:{server.port}?starttls=never",
    }
    environment.pop("PONTE_TEST_PG", None)
    worker = subprocess.Popen([sys.executable, "-c", WORKER], env=environment)
    receiver.before_answer = lambda: os.kill(worker.pid, signal.SIGKILL)
    assert worker.wait(timeout=60) == -signal.SIGKILL
    assert (len(receiver.mails), row_of(message).status) == (1, OutgoingStatus.SENDING)

    receiver.before_answer = lambda: None
    sending.send_due()
    assert len(receiver.mails) == 1  # the lease still runs
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        sending.send_due()
        sending.send_due()
    first, second = receiver.mails
    assert first.raw == second.raw
    assert row_of(message).status == OutgoingStatus.SENT
