"""Deadlines in words."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import translation

from ponte.team.models import Agent
from ponte.tickets import replying
from ponte.tickets.choosing_states import default_state
from ponte.tickets.models import Ticket
from ponte.tickets.sla.explaining import of_ticket
from ponte.tickets.sla.tests.conftest import after
from ponte.tickets.states import Priority, StateType

pytestmark = pytest.mark.django_db


def test_says_what_is_due_and_why(matter_of_pro: Callable[..., Ticket]) -> None:
    ticket = matter_of_pro(priority=Priority.URGENT)
    first, whole = of_ticket(ticket, after(minutes=18))
    assert first.sentence == "First reply due in 42 min: policy Premium, priority urgent, Rome hours"
    assert first.share == pytest.approx(0.7)
    assert whole.words == "Resolution due in 2 d 22 h"
    assert of_ticket(ticket, after(hours=1, minutes=5))[0].words == "First reply 5 min late"
    with translation.override("it"):
        assert of_ticket(ticket, after(minutes=18))[0].words == "Prima risposta entro 42 min"


def test_tells_the_past_after_what_runs(matter_of_pro: Callable[..., Ticket], olena: Agent) -> None:
    ticket = matter_of_pro()
    pending = default_state(StateType.PENDING)
    at = after(minutes=30)
    replying.reply(ticket, by=olena, html="<p>Ciao</p>", to=["m@posteo.it"], state=pending, at=at)
    assert [each.words for each in of_ticket(ticket, at + timedelta(hours=1))] == [
        "Resolution paused",
        "First reply in time",
    ]
