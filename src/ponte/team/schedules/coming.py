"""The days ahead that are not as their weekday: closed, or with other hours, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ponte.lib.business_time import Span
from ponte.team.schedules import public_holidays
from ponte.team.schedules.rules import Rules, of_year


@dataclass(frozen=True)
class Special:
    """A day and its hours. `is_closed`: it would be open by its weekday, and is not at all."""

    day: date
    names: tuple[str, ...]
    hours: tuple[Span, ...]

    @property
    def is_closed(self) -> bool:
        return not self.hours


def special_days(rules: Rules, first: date, days: int = 366, language: str = "en") -> list[Special]:
    """The unusual days of the time ahead, in order; a holiday on a day off anyway is left out."""
    hours = rules.hours()
    found = []
    for number in range(days):
        day = first + timedelta(days=number)
        open_ = hours.hours_on(day)
        if open_ != tuple(sorted(rules.week[day.weekday()])):
            found.append(Special(day, tuple(names_of(rules, day, language)), open_))
    return found


def names_of(rules: Rules, day: date, language: str) -> list[str]:
    """Why a day is unusual."""
    public = public_holidays.days(rules.country, rules.region, day.year, language)
    own = [one.name for one in rules.holidays if of_year(one.day, day.year) == day]
    closures = [one.name for one in rules.closures if one.first <= day <= one.last]
    extra = [one.name for one in rules.extra if one.day == day]
    named = [*([public[day]] if day in public else []), *own, *closures, *extra]
    return list(dict.fromkeys(name for name in named if name))


def years_without_data(rules: Rules, first: date) -> list[int]:
    """The years of the time ahead for which nothing is known of the country's holidays."""
    if not rules.country:
        return []
    years = (first.year, first.year + 1)
    return [year for year in years if not public_holidays.is_known(rules.country, rules.region, year)]
