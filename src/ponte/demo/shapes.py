"""When customers write: the days, hours, waves and troubles of ninety days."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from ponte.demo.themes import BY_KEY, THEMES, Theme

DAYS = 90
A_DAY = 39.0
WEEKDAYS = (1.35, 1.15, 1.0, 1.0, 0.95, 0.6, 0.5)
HOURS = (
    *(0.15, 0.1, 0.05, 0.05, 0.05, 0.15, 0.5, 1.4, 2.6, 3.4, 3.5, 3.1),
    *(2.5, 2.3, 2.6, 2.7, 2.6, 2.8, 2.6, 2.1, 1.7, 1.3, 0.8, 0.35),
)
SHARES = {"it": 0.38, "es": 0.17, "uk": 0.12, "pt-br": 0.15, "en": 0.18}
SHIFTS = {"pt-br": timedelta(hours=4), "en": timedelta(hours=1), "uk": timedelta(hours=-1)}
# Firmware 4.2 came out twelve days ago; the new chargers are on their way since the sixth.
WAVE = (4, 13, 27, 34, 29, 21, 16, 13, 10, 9, 8, 7, 6)
RELEASED = 12
MAIL_DOWN = 28  # days ago, in the morning, for four hours: everything came at noon
ROME = ZoneInfo("Europe/Rome")


@dataclass(frozen=True)
class Arrival:
    """Somebody writes for the first time about something."""

    at: datetime
    language: str
    theme: Theme


def arrivals(now: datetime, rng: random.Random) -> list[Arrival]:
    """All of them, in order of time, up to `now`."""
    found = []
    for ago in range(DAYS, -1, -1):
        day = datetime.combine((now.astimezone(ROME) - timedelta(days=ago)).date(), time(), ROME)
        growth = 0.9 + 0.2 * (DAYS - ago) / DAYS
        for _ in range(_poisson(rng, A_DAY * WEEKDAYS[day.weekday()] * growth)):
            language = _pick(rng, SHARES)
            found.append(_arrival(rng, day, ago, language, _theme(rng, language, ago)))
        for _ in range(_poisson(rng, WAVE[RELEASED - ago]) if ago <= RELEASED else 0):
            found.append(_arrival(rng, day, ago, _pick(rng, SHARES), BY_KEY["stuck62"]))
    found.sort(key=lambda arrival: arrival.at)
    return [arrival for arrival in found if arrival.at < now - timedelta(minutes=2)]


def _theme(rng: random.Random, language: str, ago: int) -> Theme:
    late_in_brazil = 1.2 + 1.6 * (DAYS - ago) / DAYS if language == "pt-br" else 1.0
    weights = [theme.weight * (late_in_brazil if theme.key == "delivery" else 1.0) for theme in THEMES]
    return rng.choices(THEMES, weights)[0]


def _arrival(rng: random.Random, day: datetime, ago: int, language: str, theme: Theme) -> Arrival:
    hour = rng.choices(range(24), HOURS)[0]
    at = day + timedelta(hours=hour, seconds=rng.randrange(3600)) + SHIFTS.get(language, timedelta())
    if ago == MAIL_DOWN and 8 <= at.hour < 12 and at.date() == day.date():
        at = day + timedelta(hours=12, seconds=rng.randrange(1500))
    return Arrival(at.astimezone(ZoneInfo("UTC")), language, theme)


def _pick(rng: random.Random, shares: dict[str, float]) -> str:
    return rng.choices(list(shares), list(shares.values()))[0]


def _poisson(rng: random.Random, mean: float) -> int:
    limit, count, product = math.exp(-mean), 0, rng.random()
    while product > limit:
        product *= rng.random()
        count += 1
    return count


def working_minutes(at: datetime, minutes: float, zone: str) -> datetime:
    """The moment when so many working minutes have passed: weekdays 8:30-18:30, Saturday 9-13, local time."""
    for begin, end in _shifts(at.astimezone(ZoneInfo(zone))):
        begin = max(begin, at)
        room = (end - begin).total_seconds() / 60
        if room >= minutes:
            return (begin + timedelta(minutes=minutes)).astimezone(at.tzinfo)
        minutes -= max(0.0, room)
    raise AssertionError("unreachable")


def _shifts(local: datetime) -> Iterator[tuple[datetime, datetime]]:
    for days in range(60):
        day = local.date() + timedelta(days=days)
        if day.weekday() == 6:
            continue
        hours = (time(9), time(13)) if day.weekday() == 5 else (time(8, 30), time(18, 30))
        begin, end = (datetime.combine(day, hour, local.tzinfo) for hour in hours)
        if end > local:
            yield begin, end
