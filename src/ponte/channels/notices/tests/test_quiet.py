"""Quiet hours against a slow oracle that looks at every minute's clock on the wall."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as some

from ponte.channels.notices import quiet
from ponte.channels.notices.models import Personal
from ponte.channels.notices.sorts import Sort

MINUTE = timedelta(minutes=1)
ZONES = ["Europe/Rome", "Europe/Kyiv", "America/Sao_Paulo", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"]
minutes = some.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))


def is_quiet(rules: Personal, zone: str, at: datetime) -> bool:
    local = at.astimezone(ZoneInfo(zone))
    if rules.quiet_weekend and local.weekday() >= 5:
        return True
    begin, end, now = rules.quiet_from, rules.quiet_until, local.time()
    return begin <= now < end if begin <= end else now >= begin or now < end


@given(
    begin=minutes,
    end=minutes,
    weekend=some.booleans(),
    zone=some.sampled_from(ZONES),
    at=some.integers(0, 366 * 24 * 12).map(lambda five: datetime(2026, 1, 1, tzinfo=UTC) + 5 * five * MINUTE),
)
@settings(max_examples=200)
def test_it_ends_when_the_wall_says_so(begin: time, end: time, weekend: bool, zone: str, at: datetime) -> None:
    rules = Personal(quiet=True, quiet_from=begin, quiet_until=end, quiet_weekend=weekend)
    found = quiet.until(rules, zone, at)
    if not is_quiet(rules, zone, at):
        assert found is None
        return
    moment = at
    while is_quiet(rules, zone, moment):
        moment += 5 * MINUTE
    assert found is not None
    # Where the wall's clock jumps, an end that never (or twice) shows on it may lie an hour beside.
    slack = timedelta(hours=1) if _jumps(zone, at, moment) else timedelta()
    assert abs(found - moment) <= slack


def _jumps(zone: str, begin: datetime, end: datetime) -> bool:
    place = ZoneInfo(zone)
    return begin.astimezone(place).utcoffset() != (end + timedelta(hours=2)).astimezone(place).utcoffset()


def test_nobody_is_quiet_who_did_not_ask() -> None:
    at = datetime(2026, 11, 21, 2, tzinfo=UTC)
    assert quiet.until(None, "UTC", at) is None
    assert quiet.until(Personal(quiet=False), "UTC", at) is None


def test_a_missed_deadline_may_break_it() -> None:
    at = datetime(2026, 11, 23, 2, tzinfo=UTC)
    rules = Personal(quiet=True, breaches_break=True)
    assert quiet.until(rules, "UTC", at, Sort.BREACHED) is None
    assert quiet.until(rules, "UTC", at, Sort.MENTIONED) == datetime(2026, 11, 23, 8, tzinfo=UTC)
