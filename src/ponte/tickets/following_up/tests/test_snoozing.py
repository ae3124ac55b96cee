"""A snoozed ticket leaves the working queues, and comes back at its moment or when the customer writes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.cast import engage

from ponte.events.models import Event
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import changing, receiving
from ponte.tickets.choosing_states import default_state
from ponte.tickets.errors import NotAllowed
from ponte.tickets.following_up import ringing, snoozing
from ponte.tickets.following_up.errors import Finished, NotToCome
from ponte.tickets.following_up.models import FollowUp, Outcome
from ponte.tickets.incoming import Incoming
from ponte.tickets.models import NEVER, Ticket
from ponte.tickets.queues import Queue, tickets_in
from ponte.tickets.states import StateType

pytestmark = pytest.mark.django_db
WORKING = (Queue.MINE, Queue.TEAM)


def queues_of(ticket: Ticket, agent: Agent) -> set[Queue]:
    return {queue for queue in Queue if tickets_in(queue, agent).filter(pk=ticket.pk).exists()}


@pytest.fixture
def mine(matter: Callable[..., Ticket], olena: Agent) -> Ticket:
    return matter(assignee=olena)


def test_it_leaves_the_working_queues(mine: Ticket, olena: Agent) -> None:
    assert Queue.MINE in queues_of(mine, olena)
    snoozing.snooze(mine, clock.now() + timedelta(hours=2), by=olena)
    there = queues_of(mine, olena)
    assert Queue.SNOOZED in there
    assert Queue.MINE not in there
    assert Queue.ALL in there


def test_its_moment_brings_it_back(mine: Ticket, olena: Agent) -> None:
    made = snoozing.snooze(mine, clock.now() + timedelta(hours=2), by=olena)
    assert ringing.ring() == 0
    with clock.frozen(clock.now() + timedelta(hours=3)):
        assert ringing.ring() == 1
        assert ringing.ring() == 0
    assert Queue.MINE in queues_of(mine, olena)
    made.refresh_from_db()
    assert (made.outcome, made.ended_at) == (Outcome.MOMENT, None)
    assert Event.objects.filter(kind="ticket.woken", data__why="moment").count() == 1


def test_a_pending_one_opens_when_it_comes_back(mine: Ticket, olena: Agent) -> None:
    changing.set_state(mine, default_state(StateType.PENDING), by=olena)
    snoozing.snooze(mine, clock.now() + timedelta(hours=2), by=olena)
    ringing.ring(clock.now() + timedelta(hours=3))
    mine.refresh_from_db()
    assert mine.state_type == StateType.OPEN


def test_the_customer_brings_it_back(mine: Ticket, olena: Agent) -> None:
    made = snoozing.snooze(mine, None, by=olena)
    mine.refresh_from_db()
    assert mine.wakes_at == NEVER
    receiving.receive(mine, mine.requester, Incoming(text="Novità?", at=clock.now()))
    mine.refresh_from_db()
    made.refresh_from_db()
    assert mine.wakes_at is None
    assert made.outcome == Outcome.REPLY
    assert ringing.ring(clock.now() + timedelta(days=900)) == 0


def test_an_automatic_answer_does_not(mine: Ticket, olena: Agent) -> None:
    snoozing.snooze(mine, None, by=olena)
    receiving.receive(mine, mine.requester, Incoming(text="Sono assente", at=clock.now(), is_automatic=True))
    mine.refresh_from_db()
    assert mine.wakes_at == NEVER


def test_a_second_snooze_replaces_the_first(mine: Ticket, olena: Agent) -> None:
    snoozing.snooze(mine, clock.now() + timedelta(hours=1), by=olena)
    snoozing.snooze(mine, clock.now() + timedelta(hours=5), by=olena)
    assert FollowUp.objects.unfinished().count() == 1
    assert ringing.ring(clock.now() + timedelta(hours=2)) == 0


def test_by_hand_and_by_solving(mine: Ticket, olena: Agent) -> None:
    snoozing.snooze(mine, None, by=olena)
    assert snoozing.wake(mine, by=olena)
    assert not snoozing.wake(mine, by=olena)
    snoozing.snooze(mine, None, by=olena)
    changing.set_state(mine, default_state(StateType.SOLVED), by=olena)
    mine.refresh_from_db()
    assert mine.wakes_at is None
    assert not FollowUp.objects.unfinished().exists()


def test_what_is_refused(mine: Ticket, olena: Agent) -> None:
    with pytest.raises(NotToCome):
        snoozing.snooze(mine, clock.now() - timedelta(minutes=1), by=olena)
    with pytest.raises(NotToCome):
        snoozing.snooze(mine, clock.now() + timedelta(days=3000), by=olena)
    with pytest.raises(NotAllowed):
        snoozing.snooze(mine, None, by=engage("observer"))
    changing.set_state(mine, default_state(StateType.SOLVED), by=olena)
    with pytest.raises(Finished):
        snoozing.snooze(mine, None, by=olena)
    assert not FollowUp.objects.exists()
