"""Promises are kept by the next answer, broken by their moment, and stand among the deadlines."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from ponte.events.models import Event
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import changing, rechecking, replying
from ponte.tickets.choosing_states import default_state
from ponte.tickets.following_up import promising, ringing
from ponte.tickets.following_up.models import FollowUp, Outcome
from ponte.tickets.models import NEVER, Message, Ticket
from ponte.tickets.states import StateType

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def answer(ticket: Ticket, agent: Agent, at: datetime) -> Message:
    return replying.reply(ticket, by=agent, html="<p>Ecco</p>", to=["marta.bellini@posteo.it"], at=at)


def test_it_stands_among_the_deadlines(ticket: Ticket, olena: Agent) -> None:
    now = clock.now()
    answer(ticket, olena, now)
    ticket.refresh_from_db()
    assert ticket.due_at == NEVER
    promising.promise(ticket, now + 24 * HOUR, by=olena)
    ticket.refresh_from_db()
    assert ticket.due_at == ticket.promise_due_at == now + 24 * HOUR
    assert rechecking.differences([ticket.pk]) == {}


def test_the_answer_that_makes_it_does_not_keep_it(ticket: Ticket, olena: Agent) -> None:
    now = clock.now()
    made = promising.promise(ticket, now + 24 * HOUR, by=olena, at=now)
    answer(ticket, olena, now + timedelta(minutes=2))
    made.refresh_from_db()
    assert made.outcome == Outcome.OPEN
    answer(ticket, olena, now + 3 * HOUR)
    made.refresh_from_db()
    ticket.refresh_from_db()
    assert made.outcome == Outcome.KEPT
    assert ticket.promise_due_at is None
    assert Event.objects.get(kind="ticket.promise_kept").data["late"] is False


def test_its_moment_breaks_it_and_the_answer_comes_late(ticket: Ticket, olena: Agent) -> None:
    now = clock.now()
    made = promising.promise(ticket, now + HOUR, by=olena, at=now)
    assert ringing.ring(now + 2 * HOUR) == 1
    ticket.refresh_from_db()
    assert ticket.promise_due_at == now + HOUR
    answer(ticket, olena, now + 3 * HOUR)
    made.refresh_from_db()
    assert made.outcome == Outcome.BROKEN
    assert made.ended_at is not None
    assert Event.objects.get(kind="ticket.promise_kept").data["late"] is True


def test_a_reply_that_is_taken_back_leaves_it_open(ticket: Ticket, olena: Agent) -> None:
    now = clock.now()
    made = promising.promise(ticket, now + HOUR, by=olena, at=now - HOUR)
    message = answer(ticket, olena, now)
    replying.withdraw(message, by=olena)
    made.refresh_from_db()
    ticket.refresh_from_db()
    assert (made.outcome, made.ended_at, ticket.promise_due_at) == (Outcome.OPEN, None, made.due_at)
    assert rechecking.differences([ticket.pk]) == {}


def test_withdrawn_replaced_and_kept_by_a_call(ticket: Ticket, olena: Agent) -> None:
    now = clock.now()
    promising.promise(ticket, now + HOUR, by=olena)
    promising.promise(ticket, now + 2 * HOUR, by=olena)
    assert FollowUp.objects.unfinished().count() == 1
    assert promising.keep(ticket, by=olena)
    assert not promising.keep(ticket, by=olena)
    promising.promise(ticket, now + 2 * HOUR, by=olena)
    assert promising.withdraw(ticket, by=olena)
    outcomes = FollowUp.objects.order_by("pk").values_list("outcome", flat=True)
    assert list(outcomes) == ["cancelled", "kept", "cancelled"]


def test_solving_answers(ticket: Ticket, olena: Agent) -> None:
    now = clock.now()
    promising.promise(ticket, now + HOUR, by=olena, at=now - HOUR)
    changing.set_state(ticket, default_state(StateType.SOLVED), by=olena)
    ticket.refresh_from_db()
    assert (FollowUp.objects.get().outcome, ticket.promise_due_at) == (Outcome.KEPT, None)
