"""A promise is told before it is broken, once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ponte.channels.notices import foretelling
from ponte.channels.notices.models import Notice
from ponte.channels.notices.sorts import Sort
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.following_up import promising
from ponte.tickets.models import Ticket

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def test_half_an_hour_before(ticket: Ticket, olena: Agent) -> None:
    now = clock.now()
    promising.promise(ticket, now + 120 * MINUTE, by=olena)
    assert foretelling.look(now + 80 * MINUTE) == 0
    assert foretelling.look(now + 95 * MINUTE) == 1
    assert foretelling.look(now + 96 * MINUTE) == 0
    assert Notice.objects.get(agent=olena).sort == Sort.PROMISE


def test_a_promise_for_soon_needs_no_word(ticket: Ticket, olena: Agent) -> None:
    now = clock.now()
    promising.promise(ticket, now + 40 * MINUTE, by=olena)
    assert foretelling.look(now + 15 * MINUTE) == 0


def test_one_that_was_kept_needs_none(ticket: Ticket, olena: Agent) -> None:
    now = clock.now()
    promising.promise(ticket, now + 120 * MINUTE, by=olena)
    promising.keep(ticket, by=olena, at=now + 50 * MINUTE)
    assert foretelling.look(now + 95 * MINUTE) == 0
