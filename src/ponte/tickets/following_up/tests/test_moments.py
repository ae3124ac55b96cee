"""The usual moments in somebody's own day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ponte.tickets.following_up import moments
from ponte.tickets.following_up.errors import NotToCome

FRIDAY = datetime(2026, 11, 20, 8, 10, tzinfo=UTC)  # 9:10 in Rome


def local(zone: str, now: datetime = FRIDAY) -> dict[str, str]:
    return {name: f"{at.astimezone(ZoneInfo(zone)):%a %H:%M}" for name, at in moments.usual(now, zone).items()}


def test_a_morning_in_rome() -> None:
    assert local("Europe/Rome") == {
        "hour": "Fri 10:10",
        "afternoon": "Fri 15:00",
        "tomorrow": "Sat 09:00",
        "monday": "Mon 09:00",
        "week": "Fri 09:00",
    }


def test_the_afternoon_has_an_evening_and_no_past() -> None:
    assert list(local("Europe/Rome", FRIDAY + timedelta(hours=6))) == [
        "hour",
        "evening",
        "tomorrow",
        "monday",
        "week",
    ]


def test_tomorrow_may_be_monday_and_monday_a_week_away() -> None:
    assert "monday" not in local("Europe/Rome", FRIDAY + timedelta(days=2))
    assert "week" not in local("Europe/Rome", FRIDAY + timedelta(days=3))


def test_wall_times_outlast_a_change_of_the_clocks() -> None:
    before = datetime(2026, 10, 24, 10, tzinfo=UTC)  # Rome goes back an hour that night
    assert local("Europe/Rome", before)["tomorrow"] == "Sun 09:00"


def test_what_a_form_sends() -> None:
    rome = "Europe/Rome"
    assert moments.read("2026-11-23T14:30", FRIDAY, rome) == datetime(2026, 11, 23, 13, 30, tzinfo=UTC)
    assert moments.read("2026-11-23T14:30:00+00:00", FRIDAY, rome) == datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
    assert moments.read("hour", FRIDAY, rome) == FRIDAY + timedelta(hours=1)
    for wrong in ("", "soon", "2026-13-40T00:00"):
        with pytest.raises(ValueError):
            moments.read(wrong, FRIDAY, rome)
    for past in ("2026-11-20T09:00", "2099-01-01T00:00"):
        with pytest.raises(NotToCome):
            moments.read(past, FRIDAY, rome)


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.sampled_from(["Europe/Kyiv", "America/Sao_Paulo", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"]),
)
def test_all_lie_ahead_and_once(now: datetime, zone: str) -> None:
    found = list(moments.usual(now, zone).values())
    assert all(now + timedelta(minutes=30) <= at <= now + timedelta(days=8) for at in found)
    assert len(set(found)) == len(found)
