"""Reminders are personal, several a ticket, and speak once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from tests.cast import engage

from ponte.events.models import Event
from ponte.lib import clock
from ponte.tickets.errors import NotAllowed
from ponte.tickets.following_up import reminding, ringing
from ponte.tickets.following_up.models import FollowUp, Outcome
from ponte.tickets.models import Ticket

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_each_speaks_once(ticket: Ticket) -> None:
    olena, mateo = engage("olena"), engage("mateo")
    now = clock.now()
    reminding.remind(ticket, now + HOUR, by=olena, note="Call the workshop")
    reminding.remind(ticket, now + 2 * HOUR, by=olena)
    reminding.remind(ticket, now + HOUR, by=olena, whom=mateo)
    assert ringing.ring(now + HOUR) == 2
    assert ringing.ring(now + HOUR) == 0
    told = Event.objects.filter(kind="ticket.reminder_due").values_list("data__agent", flat=True)
    assert sorted(told) == sorted([olena.pk, mateo.pk])
    assert FollowUp.objects.rung().count() == 2
    assert all("Call" not in str(event.data) for event in Event.objects.all())


def test_it_is_ticked_off_once(ticket: Ticket) -> None:
    made = reminding.remind(ticket, clock.now() + HOUR, by=engage("olena"))
    assert reminding.finish(made, by=engage("olena"))
    assert not reminding.finish(made, by=engage("olena"))
    made.refresh_from_db()
    assert made.outcome == Outcome.DONE
    assert ringing.ring(clock.now() + 2 * HOUR) == 0


def test_observers_set_none(ticket: Ticket) -> None:
    with pytest.raises(NotAllowed):
        reminding.remind(ticket, clock.now() + HOUR, by=engage("observer"))


def test_nothing_due_is_one_query(ticket: Ticket, django_assert_num_queries: type[CaptureQueriesContext]) -> None:
    reminding.remind(ticket, clock.now() + HOUR, by=engage("olena"))
    with django_assert_num_queries(1):  # type: ignore[call-arg]
        assert ringing.ring() == 0
