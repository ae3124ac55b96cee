"""A week as bars, and what is shown beside the form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import get_day_names
from django.utils.translation import get_language

from ponte.desk.administration.schedules.written import of_spans
from ponte.lib import clock
from ponte.team.schedules import coming, public_holidays
from ponte.team.schedules.rules import DAY, Rules
from ponte.ui.quantities import locale

COMING = 24


@dataclass(frozen=True)
class Bar:
    """One stretch of a day; `left` and `width` in percent."""

    left: float
    width: float


@dataclass(frozen=True)
class DrawnDay:
    name: str
    words: str
    bars: list[Bar]


@dataclass(frozen=True)
class Outlook:
    """The week drawn, hours a week, the unusual days ahead, and the years of which nothing is known."""

    days: list[DrawnDay]
    minutes: int
    coming: list[coming.Special]
    unknown: list[int]
    country: str
    is_open: bool
    changes: datetime | None


def outlook(rules: Rules) -> Outlook:
    """Everything that follows from a schedule's rules, as seen now."""
    now = clock.now()
    today = now.astimezone(ZoneInfo(rules.time_zone)).date()
    language = get_language() or "en"
    hours = rules.hours()
    return Outlook(
        week(rules),
        sum(end - start for day in rules.week for start, end in day),
        coming.special_days(rules, today, language=language)[:COMING],
        coming.years_without_data(rules, today),
        public_holidays.country_name(rules.country, language) if rules.country else "",
        hours.is_open(now),
        hours.next_change(now),
    )


def week(rules: Rules) -> list[DrawnDay]:
    """The days of the week with their hours."""
    names = get_day_names("abbreviated", locale=locale())
    return [
        DrawnDay(
            names[number],
            of_spans(sorted(day)),
            [Bar(round(start / DAY * 100, 3), round((end - start) / DAY * 100, 3)) for start, end in day],
        )
        for number, day in enumerate(rules.week)
    ]
