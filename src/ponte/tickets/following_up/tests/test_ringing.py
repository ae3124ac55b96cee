"""Two workers at once never do it twice."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection

from ponte.events.models import Event
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import defaults
from ponte.tickets.following_up import reminding, ringing, snoozing
from ponte.tickets.models import Ticket


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_double(colleague: object, matter: object) -> None:
    defaults.ensure()
    olena: Agent = colleague("olena")  # type: ignore[operator]
    later = clock.now() + timedelta(hours=1)
    for _number in range(8):
        ticket: Ticket = matter()  # type: ignore[operator]
        snoozing.snooze(ticket, later, by=olena)
        reminding.remind(ticket, later, by=olena)
    begin = threading.Barrier(3)

    def work() -> None:
        begin.wait()
        ringing.ring(later)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Event.objects.filter(kind="ticket.woken").count() == 8
    assert Event.objects.filter(kind="ticket.reminder_due").count() == 8
