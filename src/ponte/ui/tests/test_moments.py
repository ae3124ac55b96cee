from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from ponte.lib import clock
from ponte.ui import moments

NOW = datetime(2026, 11, 20, 14, 20, tzinfo=UTC)  # a Friday


@pytest.fixture(autouse=True)
def _friday():  # type: ignore[no-untyped-def]
    with clock.frozen(NOW), timezone.override("Europe/Rome"), translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("past", "words"),
    [
        (timedelta(minutes=18), "15:02"),
        (timedelta(days=2), "Wed 15:20"),
        (timedelta(days=20), "31 Oct"),
        (timedelta(days=900), "3 Jun 2024"),
        (timedelta(days=-3), "23 Nov"),
    ],
)
def test_when_is_the_shortest_that_is_clear(past: timedelta, words: str) -> None:
    assert moments.when(NOW - past) == words


def test_the_day_turns_at_the_readers_midnight() -> None:
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)  # half past midnight in Rome
    with clock.frozen(late):
        assert moments.day(NOW) == "Yesterday"
        assert moments.day(late) == "Today"
        with timezone.override("America/Sao_Paulo"):
            assert moments.day(NOW) == "Today"


@pytest.mark.parametrize(
    ("language", "exact", "ago", "long"),
    [
        ("en", "20 November 2026, 15:20", "5 minutes ago", "2 h 05"),
        ("it", "20 novembre 2026, 15:20", "5 minuti fa", "2 h 05"),
        ("es", "20 de noviembre de 2026, 15:20", "hace 5 minutos", "2 h 05"),
        ("uk", "20 листопада 2026\u202fр., 15:20", "5 хвилин тому", "2 год 05"),
        ("pt-br", "20 de novembro de 2026, 15:20", "há 5 minutos", "2 h 05"),
    ],
)
def test_five_languages(language: str, exact: str, ago: str, long: str) -> None:
    with translation.override(language):
        assert moments.exact(NOW).replace("\xa0", "\u202f") == exact
        assert moments.relative(NOW - timedelta(minutes=5)) == ago
        assert moments.duration(timedelta(hours=2, minutes=5)) == long


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(14, "14 s"), (59, "59 s"), (60, "1 min"), (3599, "59 min"), (3600, "1 h"), (7500, "2 h 05"),
     (273600, "3 d 4 h"), (-840, "14 min")],
)  # fmt: skip
def test_durations(seconds: float, words: str) -> None:
    assert moments.duration(seconds) == words


def test_a_time_carries_the_exact_moment_and_ticks() -> None:
    html = moments.time(NOW - timedelta(minutes=5), "relative")
    assert 'datetime="2026-11-20T14:15:00+00:00"' in html
    assert 'title="20 November 2026, 15:15"' in html and 'data-tick="relative"' in html
    assert moments.time(None) == ""


def test_old_ages_become_dates() -> None:
    assert moments.age(NOW - timedelta(hours=5, minutes=10)) == "5 h"
    assert moments.age(NOW - timedelta(days=60)) == "21 Sept"
