from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import changing, replying
from ponte.tickets.choosing_states import default_state
from ponte.tickets.models import Ticket
from ponte.tickets.monitoring import flow
from ponte.tickets.states import StateType

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]


def test_what_came_and_what_was_solved_stand_in_their_hours(matter: Matter, giulia: Agent) -> None:
    now = clock.now()
    since = now - timedelta(hours=3)
    matter(minutes=170)
    solved = matter(minutes=110)
    matter(minutes=200)  # before
    changing.set_state(solved, default_state(StateType.SOLVED), by=giulia, at=now - timedelta(minutes=10))
    found = flow(giulia, since, now)
    assert found.created == (1, 1, 0)
    assert found.solved == (0, 0, 1)


def test_closing_what_is_solved_solves_nothing(matter: Matter, giulia: Agent) -> None:
    now = clock.now()
    ticket = matter(minutes=50)
    changing.set_state(ticket, default_state(StateType.SOLVED), by=giulia, at=now - timedelta(minutes=20))
    changing.set_state(ticket, default_state(StateType.CLOSED), by=giulia, at=now - timedelta(minutes=10))
    assert flow(giulia, now - timedelta(hours=1), now).solved == (1,)


def test_the_median_of_first_replies(matter: Matter, giulia: Agent) -> None:
    now = clock.now()
    for minutes, after in ((100, 10), (100, 30), (100, 80)):
        ticket = matter(minutes=minutes)
        replying.reply(
            ticket,
            by=giulia,
            to=["marta.bellini@posteo.it"],
            html="<p>Ciao</p>",
            at=now - timedelta(minutes=minutes - after),
        )
        replying.reply(
            ticket, by=giulia, to=["marta.bellini@posteo.it"], html="<p>Ancora</p>", at=now - timedelta(minutes=1)
        )
    found = flow(giulia, now - timedelta(hours=2), now)
    assert found.first_replies == 3
    assert found.first_reply is not None and abs(found.first_reply - timedelta(minutes=30)) < timedelta(seconds=5)


def test_nothing_happened(giulia: Agent) -> None:
    now = clock.now()
    found = flow(giulia, now - timedelta(minutes=90), now)
    assert found.created == found.solved == (0, 0)
    assert found.first_reply is None


def test_others_teams_do_not_count(matter: Matter, team: Any, tom: Agent) -> None:
    now = clock.now()
    matter(minutes=20, team=team("Battery and motor"))
    matter(minutes=20, team=None)
    assert sum(flow(tom, now - timedelta(hours=1), now).created) == 1
