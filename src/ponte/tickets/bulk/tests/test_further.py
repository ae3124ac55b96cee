"""Snoozing many, and waking them again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.bulk import starting, undoing, working
from ponte.tickets.models import Ticket

pytestmark = pytest.mark.django_db


def test_snooze_and_wake(matter: Callable[..., Ticket], giulia: Agent) -> None:
    until = clock.now() + timedelta(days=2)
    matter()
    job = starting.start(Ticket.objects.visible_to(giulia), "snooze", until.isoformat(), by=giulia)
    working.drain()
    assert Ticket.objects.get().wakes_at == until
    job.refresh_from_db()
    undoing.undo(job, by=giulia)
    working.drain()
    assert Ticket.objects.get().wakes_at is None


def test_a_macro_must_be_there(ticket: Ticket, giulia: Agent) -> None:
    with pytest.raises(ValueError, match="999999"):
        starting.start(Ticket.objects.visible_to(giulia), "macro", "999999", by=giulia)
