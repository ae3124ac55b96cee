from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ponte.channels.webhooks.retrying import JITTER, LONGEST_ASKED, WAITS, asked_pause, next_attempt

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("attempts", range(1, len(WAITS) + 1))
def test_each_wait_is_longer_and_a_little_by_chance(attempts: int) -> None:
    wait = WAITS[attempts - 1]
    due = next_attempt(attempts, NOW)
    assert due is not None
    assert wait <= (due - NOW).total_seconds() <= wait * (1 + JITTER)


def test_the_last_failure_ends_it() -> None:
    assert next_attempt(len(WAITS) + 1, NOW) is None


def test_a_pause_that_was_asked_for_only_lengthens() -> None:
    long = next_attempt(1, NOW, timedelta(hours=1))
    short = next_attempt(3, NOW, timedelta(seconds=1))
    assert long == NOW + timedelta(hours=1)
    assert short is not None
    assert short >= NOW + timedelta(seconds=WAITS[2])


@pytest.mark.parametrize(
    ("header", "pause"),
    [
        ("120", timedelta(seconds=120)),
        ("Fri, 20 Nov 2026 09:05:00 GMT", timedelta(minutes=5)),
        ("Fri, 20 Nov 2026 08:00:00 GMT", None),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("9" * 400, LONGEST_ASKED),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str, pause: timedelta | None) -> None:
    assert asked_pause(header, NOW) == pause


@given(st.text(max_size=60))
def test_no_header_breaks_it(header: str) -> None:
    pause = asked_pause(header, NOW)
    assert pause is None or timedelta() <= pause <= LONGEST_ASKED
