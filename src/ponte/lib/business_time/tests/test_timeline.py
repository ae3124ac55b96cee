from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ponte.lib.business_time import ALWAYS, Schedule, Timeline

SHORT = Schedule("UTC", (((540, 720),),) * 7)  # 9 to 12
LONG = Schedule("UTC", (((480, 1200),),) * 7)  # 8 to 20


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


CHANGE = at("2026-11-10T10:00")
BOTH = Timeline([(at("2026-01-01"), SHORT), (CHANGE, LONG)])


def test_each_stretch_is_counted_by_the_schedule_then_in_force() -> None:
    assert BOTH.between(at("2026-11-09T00:00"), at("2026-11-11T00:00")) == timedelta(hours=3 + 1 + 10)
    assert BOTH.between(at("2026-11-11T00:00"), at("2026-11-09T00:00")) == -timedelta(hours=14)
    assert BOTH.in_force(CHANGE) is LONG
    assert BOTH.in_force(at("2020-01-01T00:00")) is SHORT


def test_adding_goes_on_under_the_next_schedule() -> None:
    assert BOTH.add(at("2026-11-10T09:30"), timedelta(hours=3)) == at("2026-11-10T12:30")
    assert BOTH.add(at("2026-11-09T09:00"), timedelta(hours=1)) == at("2026-11-09T10:00")


def test_a_new_schedule_may_itself_open_or_close() -> None:
    late = Timeline([(at("2026-01-01"), SHORT), (at("2026-11-10T15:00"), LONG)])
    assert late.next_change(at("2026-11-10T13:00")) == at("2026-11-10T15:00")
    assert BOTH.next_change(at("2026-11-10T09:30")) == at("2026-11-10T20:00")
    assert BOTH.is_open(at("2026-11-10T13:00"))


@given(st.lists(st.integers(0, 20_000), min_size=2, max_size=5), st.integers(1, 5000))
def test_parts_sum_to_the_whole_and_adding_inverts(minutes: list[int], amount: int) -> None:
    moments = sorted(CHANGE + timedelta(minutes=n - 10_000) for n in minutes)
    parts = [BOTH.between(a, b) for a, b in pairwise(moments)]
    assert sum(parts, timedelta()) == BOTH.between(moments[0], moments[-1])
    due = BOTH.add(moments[0], timedelta(minutes=amount))
    assert BOTH.between(moments[0], due) == timedelta(minutes=amount)


def test_the_calendar_counts_everything() -> None:
    assert ALWAYS.add(CHANGE, timedelta(hours=5)) == CHANGE + timedelta(hours=5)
    assert ALWAYS.between(CHANGE, CHANGE + timedelta(days=1)) == timedelta(days=1)
    assert ALWAYS.is_open(CHANGE)
    assert ALWAYS.next_change(CHANGE) is None
