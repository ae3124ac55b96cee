"""Reminders, promises and snoozes of tickets that become one, and of that taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import changing, replying
from ponte.tickets.choosing_states import default_state
from ponte.tickets.following_up import promising, reminding, ringing, snoozing
from ponte.tickets.following_up.models import FollowUp, Kind, Outcome
from ponte.tickets.merges import carrying, merging, undoing
from ponte.tickets.models import Ticket
from ponte.tickets.states import StateType

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]
HOUR = timedelta(hours=1)


def test_a_reminder_goes_along_and_returns(matter: Matter, giulia: Agent, olena: Agent) -> None:
    kept, old = matter(), matter()
    open_one = reminding.remind(old, clock.now() + HOUR, by=olena, note="Ask the courier")
    done = reminding.remind(old, clock.now() + HOUR, by=olena)
    reminding.finish(done, by=olena)
    row = merging.merge(old, kept, by=giulia)
    assert FollowUp.objects.get(ticket=kept) == open_one
    undoing.undo(row, by=giulia)
    assert set(FollowUp.objects.filter(ticket=old)) == {open_one, done}


def test_a_promise_goes_along_unkept_and_returns(matter: Matter, giulia: Agent) -> None:
    kept, old = matter(), matter()
    due = clock.now() + 3 * HOUR
    made = promising.promise(old, due, by=giulia)
    row = merging.merge(old, kept, by=giulia)
    for each in (kept, old, made):
        each.refresh_from_db()
    assert (kept.promise_due_at, kept.due_at <= due, old.promise_due_at) == (due, True, None)
    assert (made.ticket_id, made.outcome) == (kept.pk, Outcome.OPEN)
    undoing.undo(row, by=giulia)
    for each in (kept, old):
        each.refresh_from_db()
    assert (kept.promise_due_at, old.promise_due_at) == (None, due)


def test_telling_the_customer_of_the_merge_keeps_no_promise(matter: Matter, giulia: Agent) -> None:
    kept, old = matter(), matter()
    made = promising.promise(old, clock.now() + HOUR, by=giulia, at=clock.now() - HOUR)
    merging.merge(old, kept, by=giulia, tell="<p>Una sola conversazione.</p>")
    made.refresh_from_db()
    assert (made.outcome, made.ended_at) == (Outcome.OPEN, None)


@pytest.mark.parametrize(("mine", "theirs"), [(2, 5), (5, 2)])
def test_of_two_promises_the_earlier_binds(matter: Matter, giulia: Agent, mine: int, theirs: int) -> None:
    kept, old = matter(), matter()
    now = clock.now()
    promising.promise(old, now + mine * HOUR, by=giulia)
    promising.promise(kept, now + theirs * HOUR, by=giulia)
    row = merging.merge(old, kept, by=giulia)
    kept.refresh_from_db()
    assert kept.promise_due_at == now + min(mine, theirs) * HOUR
    assert FollowUp.objects.filter(kind=Kind.PROMISE).unfinished().get().ticket_id == kept.pk
    undoing.undo(row, by=giulia)
    for each, hours in ((old, mine), (kept, theirs)):
        each.refresh_from_db()
        assert each.promise_due_at == now + hours * HOUR
        assert FollowUp.objects.filter(ticket=each).unfinished().get().due_at == each.promise_due_at


def test_a_promise_that_was_answered_meanwhile_stays_kept(matter: Matter, giulia: Agent) -> None:
    kept, old = matter(), matter()
    now = clock.now()
    made = promising.promise(old, now + 3 * HOUR, by=giulia, at=now - HOUR)
    promising.promise(kept, now + 5 * HOUR, by=giulia, at=now - HOUR)
    row = merging.merge(old, kept, by=giulia)
    replying.reply(kept, by=giulia, html="<p>Ecco</p>", to=["marta.bellini@posteo.it"])
    undoing.undo(row, by=giulia)
    made.refresh_from_db()
    assert made.outcome == Outcome.KEPT
    assert not FollowUp.objects.unfinished().exists()
    assert not Ticket.objects.filter(promise_due_at__isnull=False).exists()


def test_a_sleeping_survivor_wakes_for_a_customer_who_waits(matter: Matter, giulia: Agent) -> None:
    kept, old = matter(), matter()
    until = clock.now() + 20 * HOUR
    snoozing.snooze(kept, until, by=giulia)
    kept.refresh_from_db()
    assert list(carrying.said(old, kept))
    row = merging.merge(old, kept, by=giulia)
    kept.refresh_from_db()
    assert kept.wakes_at is None
    undoing.undo(row, by=giulia)
    kept.refresh_from_db()
    assert kept.wakes_at == until
    assert ringing.ring(until) == 1


def test_a_sleeping_survivor_sleeps_on_when_nobody_waits(matter: Matter, giulia: Agent) -> None:
    kept, old = matter(), matter()
    replying.reply(old, by=giulia, html="<p>Ecco</p>", to=["m@x.example"], state=default_state(StateType.PENDING))
    old.refresh_from_db()
    changing.set_state(kept, default_state(StateType.PENDING), by=giulia)
    replying.reply(kept, by=giulia, html="<p>Ecco</p>", to=["m@x.example"])
    snoozing.snooze(kept, None, by=giulia)
    kept.refresh_from_db()
    merging.merge(old, kept, by=giulia)
    kept.refresh_from_db()
    assert kept.wakes_at is not None


def test_a_snooze_of_the_merged_one_returns(matter: Matter, giulia: Agent) -> None:
    kept, old = matter(), matter()
    until = clock.now() + 20 * HOUR
    snoozing.snooze(old, until, by=giulia)
    row = merging.merge(old, kept, by=giulia)
    old.refresh_from_db()
    assert old.wakes_at is None
    undoing.undo(row, by=giulia)
    old.refresh_from_db()
    assert old.wakes_at == until
