"""Schedules are made and changed, and the past keeps its hours."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ponte.events.models import Event
from ponte.team.errors import NotPermitted
from ponte.team.models import Agent
from ponte.team.schedules import arranging, reckoning
from ponte.team.schedules.models import Schedule
from ponte.team.schedules.rules import Closure, Extra, Rules, Yearly, of

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 16, tzinfo=UTC)


def test_every_installation_has_a_usual_one() -> None:
    assert Schedule.objects.get(is_default=True).versions.count() == 1


def test_what_is_written_is_read_again(serena: Agent, rome: Callable[..., Rules]) -> None:
    rules = rome(
        country="IT", region="MI",
        holidays=[Yearly("12-07", "Sant’Ambrogio")],
        closures=[Closure(date(2026, 12, 24), date(2026, 12, 24), 780, 1440, "Christmas Eve")],
        extra=[Extra(date(2026, 12, 12), 540, 780, "Rush")],
    )  # fmt: skip
    made = arranging.make(" Rome ", rules, by=serena)
    assert of(made.latest()) == rules
    assert Event.objects.get(kind="schedule.created").data == {"name": "Rome"}


def test_a_change_leaves_the_past_as_it_was(serena: Agent, rome: Callable[..., Rules]) -> None:
    schedule = arranging.make("Rome", rome(), by=serena, at=MONDAY)
    change = MONDAY + timedelta(days=7)
    shorter = replace(rome(), week=(((540, 780),),) * 5 + ((), ()))
    arranging.change(schedule, "Rome", shorter, by=serena, at=change)
    timeline = reckoning.timeline(schedule)
    assert timeline.between(MONDAY, change) == timedelta(hours=40)
    assert timeline.between(change, change + timedelta(days=7)) == timedelta(hours=20)
    assert [event.data["field"] for event in Event.objects.filter(kind="schedule.changed")] == ["week"]


def test_no_change_makes_no_version(serena: Agent, rome: Callable[..., Rules]) -> None:
    schedule = arranging.make("Rome", rome(), by=serena)
    arranging.change(schedule, "Roma", rome(), by=serena)
    assert schedule.versions.count() == 1
    assert Schedule.objects.get(pk=schedule.pk).name == "Roma"


def test_reading_again_costs_one_small_query(serena: Agent, rome: Callable[..., Rules]) -> None:
    schedule = arranging.make("Rome", rome(), by=serena)
    before = reckoning.timeline(schedule)
    with CaptureQueriesContext(connection, ) as asked:  # fmt: skip
        assert reckoning.timeline(schedule) is before
    assert len(asked) == 1


def test_one_is_the_usual_one_and_stays_in_use(serena: Agent, rome: Callable[..., Rules]) -> None:
    first = Schedule.objects.get(is_default=True)
    schedule = arranging.make("Rome", rome(), by=serena)
    arranging.make_usual(schedule, by=serena)
    assert Schedule.objects.get(is_default=True) == schedule
    with pytest.raises(ValidationError):
        arranging.set_active(schedule, False, by=serena)
    arranging.set_active(first, False, by=serena)
    with pytest.raises(ValidationError):
        arranging.make_usual(first, by=serena)


def test_agents_may_not(olena: Agent, rome: Callable[..., Rules]) -> None:
    with pytest.raises(NotPermitted):
        arranging.make("Rome", rome(), by=olena)


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("time_zone", {"time_zone": "Mars/Olympus"}),
        ("week", {"week": ((),) * 7}),
        ("week", {"week": (((540, 1500),),) + ((),) * 6}),
        ("week", {"week": (((540, 780), (700, 900)),) + ((),) * 6}),
        ("country", {"country": "XX"}),
        ("region", {"country": "IT", "region": "Mars"}),
        ("holidays", {"holidays": [Yearly("13-01")]}),
        ("holidays", {"holidays": [Yearly("02-30")]}),
        ("closures", {"closures": [Closure(date(2026, 2, 2), date(2026, 2, 1))]}),
        ("extra", {"extra": [Extra(date(2026, 2, 2), 600, 600)]}),
    ],
)
def test_wrong_rules_are_named_by_field(
    serena: Agent, rome: Callable[..., Rules], field: str, more: dict[str, object]
) -> None:
    with pytest.raises(ValidationError) as refusal:
        arranging.make("Rome", rome(**more), by=serena)
    assert list(refusal.value.message_dict) == [field]
