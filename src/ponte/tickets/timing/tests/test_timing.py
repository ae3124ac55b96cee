"""Time: counted once, however many tabs; corrected by the right people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from ponte.events.models import Event
from ponte.team.models import Agent
from ponte.tickets.errors import NotAllowed
from ponte.tickets.models import Ticket
from ponte.tickets.timing import correcting, counting, totals
from ponte.tickets.timing.models import TimeEntry

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def test_reports_add_up_and_a_long_pause_begins_anew(ticket: Ticket, olena: Agent) -> None:
    for moment in (30, 60, 90):
        counting.count(ticket, 30, by=olena, at=after(moment))
    counting.count(ticket, 30, by=olena, at=after(3600))
    assert list(TimeEntry.objects.order_by("pk").values_list("seconds", flat=True)) == [90, 30]
    assert [(share.name, share.seconds) for share in totals.on_ticket(ticket)] == [("Olena Kovalenko", 120)]
    assert Event.objects.filter(kind__startswith="ticket.time").count() == 0


def test_no_second_counts_twice(matter: Callable[..., Ticket], olena: Agent) -> None:
    one, other = matter(), matter()
    counting.count(one, 30, by=olena, at=after(30))
    counting.count(one, 30, by=olena, at=after(30))  # sent again
    counting.count(one, 30, by=olena, at=after(40))  # a second tab
    counting.count(other, 30, by=olena, at=after(40))
    assert sum(TimeEntry.objects.values_list("seconds", flat=True)) == 40


@pytest.mark.parametrize("seconds", [0, -5])
def test_nothing_is_nothing(ticket: Ticket, olena: Agent, seconds: int) -> None:
    assert counting.count(ticket, seconds, by=olena) is None


def test_a_report_holds_no_hours_and_who_looks_is_not_counted(
    ticket: Ticket, olena: Agent, observer: Agent
) -> None:
    row = counting.count(ticket, 9999, by=olena, at=NOON)
    assert row is not None
    assert row.seconds == counting.MOST
    assert counting.count(ticket, 30, by=observer) is None


def test_corrected_by_oneself_or_those_who_see_everything(
    ticket: Ticket, olena: Agent, tom: Agent, giulia: Agent
) -> None:
    row = counting.count(ticket, 60, by=olena, at=NOON)
    assert row is not None
    with pytest.raises(NotAllowed):
        correcting.correct(row, 30, by=tom)
    with pytest.raises(ValueError):
        correcting.correct(row, 25 * 3600, by=olena)
    assert correcting.correct(row, 45, by=olena).seconds == 45
    assert correcting.correct(row, 0, by=giulia).seconds == 0
    assert [event.data["new"] for event in Event.objects.filter(kind="ticket.time_corrected").order_by("id")] == [
        45,
        0,
    ]
    counting.count(ticket, 10, by=olena, at=after(30))
    assert [share.seconds for share in totals.on_ticket(ticket)] == [10]
