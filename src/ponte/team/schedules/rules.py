"""The rules of a version as they are typed and kept: checked, and made into business time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any

from ponte.lib.business_time import Schedule as Hours
from ponte.lib.business_time import Span
from ponte.team.schedules import public_holidays
from ponte.team.schedules.models import ScheduleVersion

DAY = 1440  # minutes
LONGEST_CLOSURE = 366  # days


@dataclass(frozen=True)
class Yearly:
    """A holiday of one's own, every year: `day` is "MM-DD"."""

    day: str
    name: str = ""


@dataclass(frozen=True)
class Closure:
    """From `first` to `last`, closed from minute `start` to `end` of each day."""

    first: date
    last: date
    start: int = 0
    end: int = DAY
    name: str = ""

    @property
    def is_whole_day(self) -> bool:
        return self.start == 0 and self.end == DAY


@dataclass(frozen=True)
class Extra:
    """Open on `day` from minute `start` to `end`, whatever else is said."""

    day: date
    start: int
    end: int
    name: str = ""


@dataclass(frozen=True)
class Rules:
    """Everything that says when work is done."""

    time_zone: str
    week: tuple[tuple[Span, ...], ...]
    country: str = ""
    region: str = ""
    holidays: Sequence[Yearly] = ()
    closures: Sequence[Closure] = ()
    extra: Sequence[Extra] = ()

    def hours(self) -> Hours:
        """As business time."""
        closures: dict[date, tuple[Span, ...]] = defaultdict(tuple)
        for closure in self.closures:
            for number in range((closure.last - closure.first).days + 1):
                closures[closure.first + timedelta(days=number)] += ((closure.start, closure.end),)
        extra: dict[date, tuple[Span, ...]] = defaultdict(tuple)
        for one in self.extra:
            extra[one.day] += ((one.start, one.end),)
        return Hours(self.time_zone, self.week, dict(closures), dict(extra), _Holidays(self))

    def as_fields(self) -> dict[str, Any]:
        """As a version keeps them."""
        return {
            "time_zone": self.time_zone,
            "week": [[list(span) for span in day] for day in self.week],
            "country": self.country,
            "region": self.region,
            "holidays": [asdict(one) for one in self.holidays],
            "closures": [
                {**asdict(one), "first": one.first.isoformat(), "last": one.last.isoformat()} for one in self.closures
            ],
            "extra": [{**asdict(one), "day": one.day.isoformat()} for one in self.extra],
        }


def of(version: ScheduleVersion) -> Rules:
    """The rules that a version keeps."""
    return Rules(
        version.time_zone,
        tuple(tuple((start, end) for start, end in day) for day in version.week),
        version.country,
        version.region,
        [Yearly(**one) for one in version.holidays],
        [
            Closure(**{**one, "first": date.fromisoformat(one["first"]), "last": date.fromisoformat(one["last"])})
            for one in version.closures
        ],
        [Extra(**{**one, "day": date.fromisoformat(one["day"])}) for one in version.extra],
    )


@dataclass
class _Holidays:
    """The closed dates of a year, worked out once."""

    rules: Rules
    known: dict[int, Collection[date]] = field(default_factory=dict)

    def __call__(self, year: int) -> Collection[date]:
        if year not in self.known:
            public: Mapping[date, str] = public_holidays.days(self.rules.country, self.rules.region, year)
            own = (of_year(one.day, year) for one in self.rules.holidays)
            self.known[year] = {*public, *(day for day in own if day is not None)}
        return self.known[year]


def of_year(day: str, year: int) -> date | None:
    """A yearly day in a year; None for 29 February in a short one."""
    month, number = day.split("-")
    try:
        return date(year, int(month), int(number))
    except ValueError:
        return None
