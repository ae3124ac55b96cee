import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ponte.lib.business_time import NeverOpen, Schedule, Span

ROME = "Europe/Rome"
OFFICE: tuple[Span, ...] = ((540, 780), (840, 1080))
WEEK = (OFFICE,) * 5 + ((), ())
DAYS = tuple(((0, 1440),) for _ in range(7))
ZONES = [ROME, "America/Sao_Paulo", "Europe/Kyiv", "Asia/Kathmandu", "America/St_Johns", "Australia/Lord_Howe"]
# Around the changes of clocks of these zones, one of them at midnight, one by half an hour.
BEGINNINGS = [
    datetime(2026, 3, 28, 12, tzinfo=UTC),
    datetime(2026, 10, 24, 12, tzinfo=UTC),
    datetime(2018, 11, 3, 12, tzinfo=UTC),
    datetime(2018, 2, 17, 12, tzinfo=UTC),
    datetime(2026, 4, 4, 3, tzinfo=UTC),
    datetime(2026, 10, 3, 3, tzinfo=UTC),
    datetime(2026, 3, 7, 12, tzinfo=UTC),
    datetime(2026, 10, 31, 12, tzinfo=UTC),
    datetime(2026, 12, 30, 12, tzinfo=UTC),
]
spans = st.lists(
    st.tuples(st.integers(0, 1440), st.integers(0, 1440)).map(lambda pair: (min(pair), max(pair))), max_size=3
).map(tuple)


def local(text: str, zone: str = ROME) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def oracle_open(schedule: Schedule, at: datetime) -> bool:
    wall = at.astimezone(ZoneInfo(schedule.zone))
    minute, day = wall.hour * 60 + wall.minute, wall.date()

    def within(ranges: tuple[Span, ...]) -> bool:
        return any(start <= minute < end for start, end in ranges)

    if within(schedule.extra.get(day, ())):
        return True
    if day in schedule.holidays(day.year) or within(schedule.closures.get(day, ())):
        return False
    return within(schedule.week[day.weekday()])


@st.composite
def schedules(draw: st.DrawFn) -> tuple[Schedule, datetime]:
    start = draw(st.sampled_from(BEGINNINGS)) + timedelta(minutes=draw(st.integers(0, 2000)))
    near = [(start + timedelta(days=n)).date() for n in range(5)]
    by_date = st.dictionaries(st.sampled_from(near), spans, max_size=2)
    closed = draw(st.sets(st.sampled_from(near), max_size=1))
    schedule = Schedule(
        draw(st.sampled_from(ZONES)),
        tuple(draw(spans) for _ in range(7)),
        closures=draw(by_date),
        extra=draw(by_date),
        holidays=lambda year: closed,
    )
    return schedule, start


@given(schedules(), st.integers(0, 5000))
@settings(max_examples=120)
def test_counts_as_one_who_looks_at_the_clock_each_minute(made: tuple[Schedule, datetime], length: int) -> None:
    schedule, start = made
    minutes = [start + timedelta(minutes=n) for n in range(length)]
    opened = [minute for minute in minutes if oracle_open(schedule, minute)]
    assert schedule.between(start, start + timedelta(minutes=length)) == timedelta(minutes=len(opened))
    if opened:
        half = (len(opened) + 1) // 2
        assert schedule.add(start, timedelta(minutes=half)) == opened[half - 1] + timedelta(minutes=1)


@given(schedules())
@settings(max_examples=120)
def test_finds_the_minute_at_which_work_begins_or_ends(made: tuple[Schedule, datetime]) -> None:
    schedule, start = made
    was = oracle_open(schedule, start)
    assert schedule.is_open(start) == was
    minutes = [start + timedelta(minutes=n) for n in range(1, 4000)]
    change = next((minute for minute in minutes if oracle_open(schedule, minute) != was), None)
    found = schedule.next_change(start)
    if change:
        assert found == change
    else:
        assert found is None or found >= start + timedelta(minutes=4000)


@given(schedules(), st.integers(1, 10**11), st.integers(0, 10**11))
@settings(max_examples=100)
def test_adding_is_the_inverse_of_counting(made: tuple[Schedule, datetime], amount: int, before: int) -> None:
    schedule, start = made
    start -= timedelta(microseconds=before)
    wanted = timedelta(microseconds=amount)
    try:
        due = schedule.add(start, wanted)
    except NeverOpen:
        assert not any(begin < end for day in schedule.week for begin, end in day)
        return
    assert schedule.between(start, due) == wanted
    assert schedule.between(start, due - timedelta(microseconds=1)) < wanted


def test_adds_over_the_night_the_lunch_and_the_weekend() -> None:
    rome = Schedule(ROME, WEEK)
    assert rome.add(local("2026-11-20T17:30"), timedelta(hours=8)) == local("2026-11-23T17:30")
    assert rome.add(local("2026-11-20T12:00"), timedelta(hours=1)) == local("2026-11-20T13:00")
    assert rome.add(local("2026-11-20T12:00"), timedelta(hours=1, minutes=1)) == local("2026-11-20T14:01")


def test_a_night_shift_loses_an_hour_in_spring_and_gains_one_in_autumn() -> None:
    nights = Schedule(ROME, (((0, 360), (1320, 1440)),) * 7)
    for evening, morning, hours in [
        ("2026-03-28T22:00", "2026-03-29T06:00", 7),
        ("2026-10-24T22:00", "2026-10-25T06:00", 9),
        ("2026-11-20T22:00", "2026-11-21T06:00", 8),
    ]:
        start, end = local(evening), local(morning)
        assert nights.between(start, end) == timedelta(hours=hours)
        assert nights.next_change(start) == end


def test_round_the_clock_counts_real_time_and_never_changes() -> None:
    always = Schedule("America/Sao_Paulo", DAYS)
    start = datetime(2017, 10, 10, tzinfo=UTC)
    assert always.add(start, timedelta(days=200)) == start + timedelta(days=200)
    assert always.next_change(start) is None
    assert always.is_open(start)


def test_closures_and_holidays_are_closed_and_extra_hours_win() -> None:
    day = date(2026, 12, 24)
    rome = Schedule(
        ROME, WEEK, closures={day: ((780, 1440),)}, extra={date(2026, 12, 26): ((600, 720),)},
        holidays=lambda year: {date(year, 12, 25), date(year, 12, 26)},
    )  # fmt: skip
    assert rome.hours_on(day) == ((540, 780),)
    assert rome.hours_on(date(2026, 12, 25)) == ()
    assert rome.hours_on(date(2026, 12, 26)) == ((600, 720),)
    assert rome.add(local("2026-12-24T12:30"), timedelta(hours=1)) == local("2026-12-26T10:30")


def test_a_schedule_without_hours_says_so() -> None:
    with pytest.raises(NeverOpen):
        Schedule(ROME, ((),) * 7).add(local("2026-11-20T12:00"), timedelta(hours=1))
    assert Schedule(ROME, ((),) * 7).next_change(local("2026-11-20T12:00")) is None


def test_many_hours_cost_little() -> None:
    rome, start = Schedule(ROME, WEEK), local("2026-11-20T12:00")
    rome.add(start, timedelta(hours=400))
    begun = time.process_time()
    for _ in range(200):
        rome.add(start, timedelta(hours=400))
    assert (time.process_time() - begun) / 200 < 0.002
