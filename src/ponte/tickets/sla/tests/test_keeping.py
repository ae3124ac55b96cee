"""Clocks follow what happens to a ticket, and nothing restarts them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.matters import open_matter

from ponte.customers import finding
from ponte.events.models import Event
from ponte.team.models import Agent, Team
from ponte.tickets import changing, rechecking, replying, starting, tagging
from ponte.tickets.choosing_states import default_state
from ponte.tickets.incoming import Incoming
from ponte.tickets.models import NEVER, Brand, Ticket
from ponte.tickets.receiving import receive
from ponte.tickets.sla import arranging, expiring
from ponte.tickets.sla.arranging import Promise
from ponte.tickets.sla.models import Clock, Policy, Target
from ponte.tickets.sla.recomputing import differences
from ponte.tickets.sla.tests.conftest import FRIDAY, HOUR, after, every
from ponte.tickets.states import Priority, StateType

pytestmark = pytest.mark.django_db
Open = Callable[..., Ticket]
MONDAY_10 = after(days=2, hours=17)  # 10:00 in Rome: one business hour on Friday, one on Monday


def answer(ticket: Ticket, by: Agent, at: object, **more: object) -> object:
    return replying.reply(ticket, by=by, html="<p>Ciao</p>", to=["m@posteo.it"], at=at, **more)  # type: ignore


def write(ticket: Ticket, at: object, **more: object) -> None:
    marta, _ = finding.find_or_make("marta.bellini@posteo.it")
    receive(ticket, marta, Incoming(text="?", at=at, **more))  # type: ignore[arg-type]


def clock_of(ticket: Ticket, target: str = Target.FIRST) -> Clock:
    return Clock.objects.filter(ticket=ticket, target=target).latest("pk")


def told(ticket: Ticket, target: str | None = None) -> list[str]:
    rows = Event.objects.filter(ticket_id=ticket.pk, kind__startswith="sla.").order_by("id")
    wanted = rows.filter(data__target=target) if target else rows
    return [kind.removeprefix("sla.") for kind in wanted.values_list("kind", flat=True)]


def true(ticket: Ticket) -> bool:
    """Rows, journal and list fields agree."""
    return differences(ticket) == {} and rechecking.differences([ticket.pk]) == {}


def test_a_new_ticket_is_promised_what_its_policy_says(matter_of_pro: Open) -> None:
    ticket = matter_of_pro()
    assert clock_of(ticket).due_at == ticket.due_at == MONDAY_10
    assert clock_of(ticket, Target.RESOLUTION).due_at == after(days=2, hours=23)
    assert told(ticket) == ["clock_started", "clock_started"]
    assert true(ticket)


def test_other_tickets_come_under_the_next_policy_that_matches(premium: Policy) -> None:
    ticket = open_matter(at=FRIDAY)
    assert ticket.due_at == after(hours=8)
    assert clock_of(ticket).version.name == "Standard"


def test_an_answer_in_time_meets_the_promise_and_the_whole_goes_on(matter_of_pro: Open, olena: Agent) -> None:
    ticket = matter_of_pro()
    answer(ticket, olena, after(minutes=30))
    ticket.refresh_from_db()
    assert clock_of(ticket).outcome == "met"
    assert ticket.due_at == clock_of(ticket, Target.RESOLUTION).due_at == after(days=2, hours=23)
    assert true(ticket)


def test_a_late_answer_is_late_even_when_no_worker_told_of_the_breach(matter_of_pro: Open, olena: Agent) -> None:
    ticket = matter_of_pro()
    answer(ticket, olena, MONDAY_10 + timedelta(minutes=20))
    assert told(ticket, "first") == ["clock_started", "clock_warned", "clock_warned", "clock_breached", "clock_met"]
    met = Event.objects.get(ticket_id=ticket.pk, kind="sla.clock_met")
    assert met.data["late"] == 20 * 60
    clock = clock_of(ticket)
    assert (clock.outcome, clock.breached_at) == ("late", MONDAY_10)
    assert true(ticket)


def test_an_answer_at_the_very_moment_is_in_time(matter_of_pro: Open, olena: Agent) -> None:
    ticket = matter_of_pro()
    answer(ticket, olena, MONDAY_10)
    assert clock_of(ticket).outcome == "met"
    assert "clock_breached" not in told(ticket, "first")


def test_pending_pauses_and_an_answer_of_the_customer_starts_the_next_reply(
    matter_of_pro: Open, olena: Agent
) -> None:
    ticket = matter_of_pro()
    answer(ticket, olena, after(minutes=30), state=default_state(StateType.PENDING))
    ticket.refresh_from_db()
    assert ticket.due_at == NEVER and clock_of(ticket, Target.RESOLUTION).is_paused
    write(ticket, after(days=3))
    ticket.refresh_from_db()
    assert clock_of(ticket, Target.NEXT).started_at == after(days=3)
    whole = clock_of(ticket, Target.RESOLUTION)
    # half an hour was used on Friday; the rest runs from Monday, 17:00: one hour, and six and a half on Tuesday
    assert whole.due_at == after(days=3, hours=22.5)
    assert told(ticket, "resolution") == ["clock_started", "clock_paused", "clock_resumed"]
    assert true(ticket)


def test_a_second_message_does_not_restart_the_wait(matter_of_pro: Open, olena: Agent) -> None:
    ticket = matter_of_pro()
    write(ticket, after(minutes=40))
    ticket.refresh_from_db()
    assert ticket.due_at == MONDAY_10
    write(ticket, after(minutes=50), is_automatic=True)
    assert Clock.objects.filter(ticket=ticket).count() == 2


def test_assigning_moving_and_retagging_restart_nothing(
    matter_of_pro: Open, olena: Agent, team: Callable[[str], Team]
) -> None:
    ticket = matter_of_pro()
    changing.assign(ticket, olena, by=olena, at=after(minutes=10))
    changing.move_to_team(ticket, team("Battery and motor"), by=olena, at=after(minutes=20))
    tagging.tag(ticket, "battery", by=olena)
    ticket.refresh_from_db()
    assert ticket.due_at == MONDAY_10
    assert told(ticket) == ["clock_started", "clock_started"]


def test_another_priority_changes_the_target_and_not_the_start(matter_of_pro: Open, olena: Agent) -> None:
    ticket = matter_of_pro()
    changing.set_priority(ticket, Priority.URGENT, by=olena, at=after(minutes=30))
    ticket.refresh_from_db()
    assert ticket.due_at == after(hours=1)
    assert told(ticket, "first") == ["clock_started", "target_changed"]
    assert clock_of(ticket).warned == 50
    assert true(ticket)


def test_a_target_that_is_already_used_up_is_breached_at_once(matter_of_pro: Open, olena: Agent) -> None:
    ticket = matter_of_pro()
    at = MONDAY_10 - timedelta(minutes=30)
    changing.set_priority(ticket, Priority.URGENT, by=olena, at=at)
    clock = clock_of(ticket)
    assert clock.breached_at == clock.due_at == after(hours=1)
    changing.set_priority(ticket, Priority.NORMAL, by=olena, at=at)
    assert clock_of(ticket).breached_at is None
    assert true(ticket)


def test_another_brand_brings_another_policy(matter_of_pro: Open, olena: Agent) -> None:
    from ponte.tickets.branding_tickets import set_brand

    ticket = matter_of_pro()
    set_brand(ticket, Brand.objects.get(is_default=True), by=olena, at=after(minutes=10))
    ticket.refresh_from_db()
    assert ticket.due_at == after(hours=8)
    assert told(ticket, "resolution")[-1] == "clock_cancelled"  # the usual policy promises no resolution
    assert true(ticket)


def test_a_reply_taken_back_was_never_sent(matter_of_pro: Open, olena: Agent) -> None:
    ticket = matter_of_pro()
    message = answer(ticket, olena, after(minutes=30), state=default_state(StateType.SOLVED))
    replying.withdraw(message, by=olena, at=after(minutes=30, seconds=8))  # type: ignore[arg-type]
    ticket.refresh_from_db()
    assert ticket.due_at == MONDAY_10
    assert clock_of(ticket).is_live and clock_of(ticket, Target.RESOLUTION).is_live
    assert true(ticket)


def test_solving_meets_the_whole_and_reopening_runs_it_on(matter_of_pro: Open, olena: Agent) -> None:
    ticket = matter_of_pro()
    answer(ticket, olena, after(minutes=60), state=default_state(StateType.SOLVED))
    assert clock_of(ticket, Target.RESOLUTION).outcome == "met"
    write(ticket, after(days=3))
    whole = clock_of(ticket, Target.RESOLUTION)
    assert whole.is_live and whole.due_at == after(days=3, hours=22)  # the solved days cost nothing
    assert Clock.objects.filter(ticket=ticket, target=Target.RESOLUTION).count() == 1
    assert true(ticket)


def test_solving_without_an_answer_cancels_the_reply_and_opening_again_runs_it_on(
    matter_of_pro: Open, olena: Agent
) -> None:
    ticket = matter_of_pro()
    changing.set_state(ticket, default_state(StateType.SOLVED), by=olena, at=after(minutes=30))
    assert clock_of(ticket).outcome == "cancelled"
    changing.set_state(ticket, default_state(StateType.OPEN), by=olena, at=after(minutes=45))
    ticket.refresh_from_db()
    assert ticket.due_at == MONDAY_10 + timedelta(minutes=15)
    assert true(ticket)


def test_spam_has_no_deadlines(matter_of_pro: Open, olena: Agent) -> None:
    ticket = matter_of_pro()
    changing.set_spam(ticket, True, by=olena, at=after(minutes=10))
    ticket.refresh_from_db()
    assert ticket.due_at == NEVER
    changing.set_spam(ticket, False, by=olena, at=after(minutes=20))
    ticket.refresh_from_db()
    assert ticket.due_at == MONDAY_10  # they did wait
    assert true(ticket)


def test_a_ticket_that_we_open_waits_for_nobody_until_they_answer(premium: Policy, pro: Brand, olena: Agent) -> None:
    marta, _ = finding.find_or_make("marta.bellini@posteo.it")
    ticket, _ = starting.start(
        marta, by=olena, subject="Richiamo", html="<p>Buongiorno</p>", to=["marta.bellini@posteo.it"], brand=pro,
        at=FRIDAY,
    )  # fmt: skip
    assert not Clock.objects.filter(ticket=ticket).exclude(target=Target.RESOLUTION).exists()
    write(ticket, after(minutes=5))
    assert clock_of(ticket, Target.NEXT).started_at == after(minutes=5)
    assert true(ticket)


def test_a_changed_policy_leaves_running_clocks_alone(matter_of_pro: Open, premium: Policy, olena: Agent) -> None:
    ticket = matter_of_pro()
    promise = Promise("Premium", {Target.FIRST: every(HOUR)}, premium.current.conditions if premium.current else {})
    arranging.change(premium, promise, by="system")
    answer(ticket, olena, after(minutes=5), state=default_state(StateType.ON_HOLD))
    assert clock_of(ticket).seconds == 2 * HOUR
    later = matter_of_pro(subject="Another")
    assert later.due_at == after(hours=1)
    assert true(ticket)


def test_what_is_due_is_told_by_the_worker_once(matter_of_pro: Open) -> None:
    ticket = matter_of_pro()
    assert expiring.expire(after(minutes=59)) == 0
    assert expiring.pause(after(minutes=59)) == 1.0
    assert expiring.expire(after(hours=1)) == 1  # half of the time
    assert expiring.expire(MONDAY_10 - timedelta(minutes=20)) == 1
    assert told(ticket, "first") == ["clock_started", "clock_warned", "clock_warned"]
    assert expiring.expire(MONDAY_10) == 1
    assert expiring.expire(MONDAY_10 + timedelta(hours=1)) == 0
    breach = Event.objects.get(ticket_id=ticket.pk, kind="sla.clock_breached")
    assert breach.at == MONDAY_10
    ticket.refresh_from_db()
    assert ticket.due_at == MONDAY_10
    assert true(ticket)
