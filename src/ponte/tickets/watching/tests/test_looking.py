"""Each reason is found, told once, and goes by itself when mended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from ponte.events.consuming import drain
from ponte.events.models import Event
from ponte.lib import clock
from ponte.team import deactivating
from ponte.team.models import Agent, Availability, Team
from ponte.tickets import changing, noting, replying
from ponte.tickets.choosing_states import default_state
from ponte.tickets.following_up import promising, reminding, ringing, snoozing
from ponte.tickets.models import Ticket
from ponte.tickets.states import StateType
from ponte.tickets.watching import dismissing, looking, measuring
from ponte.tickets.watching.models import Finding, Reason, UsualWait

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]
HOUR = timedelta(hours=1)


def reasons(ticket: Ticket) -> set[str]:
    return set(Finding.objects.filter(ticket=ticket).values_list("reason", flat=True))


def answer(ticket: Ticket, agent: Agent, at: datetime | None = None) -> None:
    replying.reply(ticket, by=agent, html="<p>Ecco</p>", to=["marta.bellini@posteo.it"], at=at)


def test_nobody_has_it(matter: Matter, olena: Agent) -> None:
    ticket, fresh = matter(minutes=45), matter(minutes=5)
    looking.sweep()
    looking.sweep()
    assert reasons(ticket) == {Reason.NO_OWNER}
    assert reasons(fresh) == set()
    assert Event.objects.filter(kind="ticket.attention_needed").count() == 1
    changing.assign(ticket, olena, by=olena)
    looking.sweep()
    assert reasons(ticket) == set()
    assert Event.objects.filter(kind="ticket.attention_mended").count() == 1


def test_the_assignee_is_silent_until_they_do_something(matter: Matter, olena: Agent) -> None:
    ticket = matter(minutes=300, assignee=olena)
    looking.sweep()
    assert reasons(ticket) == {Reason.SILENT}
    noting.note(ticket, by=olena, html="<p>Asked the workshop</p>")
    looking.sweep()
    assert reasons(ticket) == set()


def test_the_assignee_is_away_or_gone(matter: Matter, olena: Agent, tom: Agent, admin: Agent) -> None:
    waits, idle = matter(minutes=150, assignee=olena), matter(minutes=150, assignee=tom)
    answer(idle, tom)
    Agent.objects.filter(pk__in=[olena.pk, tom.pk]).update(availability=Availability.OFF)
    looking.sweep()
    assert reasons(waits) == {Reason.AWAY}
    assert reasons(idle) == set()
    deactivating.deactivate(tom, by=admin)
    looking.sweep()
    assert reasons(idle) == {Reason.AWAY}


def test_pending_needs_a_next_step(matter: Matter, olena: Agent) -> None:
    ticket = matter(minutes=60 * 24 * 5, assignee=olena)
    answer(ticket, olena, clock.now() - timedelta(days=4))
    changing.set_state(ticket, default_state(StateType.PENDING), by=olena, at=clock.now() - timedelta(days=4))
    looking.sweep()
    assert reasons(ticket) == {Reason.NO_NEXT_STEP}
    reminding.remind(ticket, clock.now() + HOUR, by=olena)
    looking.sweep()
    assert reasons(ticket) == set()


def test_broken_promises_and_forgotten_snoozes(matter: Matter, olena: Agent) -> None:
    promised, slept = matter(assignee=olena), matter(assignee=olena)
    answer(promised, olena)
    answer(slept, olena)
    promising.promise(promised, clock.now() + HOUR, by=olena)
    snoozing.snooze(slept, clock.now() + HOUR, by=olena)
    later = clock.now() + 6 * HOUR
    ringing.ring(clock.now() + HOUR)
    looking.sweep(later)
    assert reasons(promised) == {Reason.PROMISE}
    assert reasons(slept) == {Reason.SNOOZE}
    answer(promised, olena, later)
    answer(slept, olena, later)
    looking.sweep(later)
    assert not Finding.objects.exists()


def test_longer_than_is_usual_for_the_team(matter: Matter, olena: Agent, team: Callable[[str], Team]) -> None:
    battery = team("Battery and motor")
    now = clock.now()
    for number in range(25):
        ticket = matter(at=now - timedelta(days=1, minutes=number), team=battery, assignee=olena)
        answer(ticket, olena, now - timedelta(days=1) + timedelta(minutes=20))
    measuring.measure(now)
    usual = UsualWait.objects.get(team=battery)
    assert usual.number == 25
    assert timedelta(minutes=40) < usual.length < timedelta(minutes=45)
    late, soon = matter(minutes=50, team=battery, assignee=olena), matter(minutes=30, team=battery, assignee=olena)
    looking.sweep()
    assert reasons(late) == {Reason.WAITING}
    assert reasons(soon) == set()


def test_a_change_is_looked_at_without_waiting_for_the_pass(ticket: Ticket, olena: Agent) -> None:
    looking.sweep()
    assert reasons(ticket) == {Reason.NO_OWNER}
    looking.review([ticket.pk])
    assert reasons(ticket) == {Reason.NO_OWNER}
    changing.assign(ticket, olena, by=olena)
    looking.review([ticket.pk])
    assert reasons(ticket) == set()


@pytest.mark.django_db(transaction=True)
def test_the_journal_brings_changes(colleague: Callable[[str], Agent], matter: Matter) -> None:
    from ponte.tickets import defaults

    defaults.ensure()
    ticket, olena = matter(minutes=45), colleague("olena")
    looking.sweep()
    assert reasons(ticket) == {Reason.NO_OWNER}
    changing.assign(ticket, olena, by=olena)
    drain("watching")
    assert reasons(ticket) == set()


def test_what_sleeps_or_is_spam_is_left_alone(matter: Matter, olena: Agent) -> None:
    asleep, spam = matter(minutes=300), matter(minutes=300)
    snoozing.snooze(asleep, None, by=olena)
    changing.set_spam(spam, True, by=olena)
    looking.sweep()
    assert not Finding.objects.exists()


def test_putting_aside_needs_a_reason_and_ends(ticket: Ticket, giulia: Agent) -> None:
    looking.sweep()
    found = Finding.objects.get()
    with pytest.raises(dismissing.NoReason):
        dismissing.dismiss(found, clock.now() + HOUR, "  ", by=giulia)
    dismissing.dismiss(found, clock.now() + HOUR, "Waits for the new parts", by=giulia)
    looking.sweep()
    assert not Finding.objects.shown().exists()
    assert Finding.objects.shown(clock.now() + 2 * HOUR).get() == found
