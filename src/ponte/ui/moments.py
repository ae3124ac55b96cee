"""Moments and lengths of time as the reader says them, in the reader's language and time zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache

from babel import Locale, dates
from django.utils import timezone
from markupsafe import Markup, escape

from ponte.lib import clock
from ponte.ui.phrases import language
from ponte.ui.phrases import phrase as _
from ponte.ui.quantities import locale_of

TICKING = frozenset(("relative", "age"))


def clock_time(moment: datetime) -> str:
    """The time of day: 14:02."""
    return _clock(_here(moment))


def exact(moment: datetime) -> str:
    """Everything, for titles: 18 November 2026, 09:12."""
    return exact_in(moment, timezone.get_current_timezone(), language())


def exact_in(moment: datetime, zone: tzinfo, language: str) -> str:
    """`exact` for many moments, when zone and language of the reader are known."""
    here = moment.astimezone(zone)
    return f"{_of_day('date:long', here.date(), language)}, {_clock(here)}"


def on_date(moment: datetime | date) -> str:
    """The date alone: 18 November 2026."""
    return _of_day("date:long", _here(moment).date() if isinstance(moment, datetime) else moment, language())


def when(moment: datetime) -> str:
    """The shortest that is clear today: 14:02, Wed 09:12, 18 Nov, 18 Nov 2023."""
    here = _here(moment)
    days = (_today() - here.date()).days
    if days == 0:
        return _clock(here)
    if 0 < days < 7:
        return f"{_of_day('EEE', here.date(), language())} {_clock(here)}"
    return _of_day("skeleton:MMMd" if abs(days) < 300 else "date:medium", here.date(), language())


def ahead(moment: datetime) -> str:
    """The shortest that is clear of what is to come: 14:02, Wed 09:12, 18 Nov 09:12."""
    here = _here(moment)
    days = (here.date() - _today()).days
    if days == 0:
        return _clock(here)
    return f"{_of_day('EEE' if 0 < days < 7 else 'skeleton:MMMd', here.date(), language())} {_clock(here)}"


def day(moment: datetime | date) -> str:
    """A day as a heading: Today, Yesterday, Wednesday 18 November, 18 November 2023."""
    asked = _here(moment).date() if isinstance(moment, datetime) else moment
    days = (_today() - asked).days
    if days in (-1, 0, 1):
        return {-1: _("Tomorrow"), 0: _("Today"), 1: _("Yesterday")}[days]
    return _of_day("skeleton:MMMMEEEEd" if abs(days) < 300 else "date:long", asked, language())


def relative(moment: datetime) -> str:
    """How long ago, or in how long: 5 minutes ago, in 2 hours."""
    return dates.format_timedelta(moment - clock.now(), add_direction=True, locale=_locale(), threshold=1)


def age(moment: datetime) -> str:
    """How long ago in the fewest letters: 38 min, 2 h, 3 d; from a month on, the date."""
    return age_at(clock.now(), moment, language())


def age_at(now: datetime, moment: datetime, language: str) -> str:
    """`age` for many moments, when the language of the reader is known."""
    past = now - moment
    if past >= timedelta(days=30):
        return when(moment)
    return duration_in(language, int(past.total_seconds()), 1)


def duration(length: timedelta | float, parts: int = 2) -> str:
    """A length (timedelta or seconds) in one or two units: 14 s, 38 min, 2 h 05, 3 d 4 h."""
    seconds = int(length.total_seconds() if isinstance(length, timedelta) else length)
    return duration_in(language(), seconds, parts)


def duration_in(language: str, seconds: int, parts: int = 2) -> str:
    """`duration` of so many seconds, when the language of the reader is known."""
    seconds = abs(seconds)
    return _said(language, seconds if seconds < 60 else seconds // 60 * 60, parts)


@lru_cache(maxsize=8192)
def _said(language: str, seconds: int, parts: int) -> str:
    if seconds < 60:
        return _("%(seconds)s s") % {"seconds": seconds}
    minutes, hours, days = seconds // 60 % 60, seconds // 3600 % 24, seconds // 86400
    if seconds < 3600:
        return _("%(minutes)s min") % {"minutes": minutes}
    if not days:
        both = parts > 1 and minutes
        pattern = _("%(hours)s h %(minutes)s") if both else _("%(hours)s h")
        return pattern % {"hours": hours, "minutes": f"{minutes:02}"}
    pattern = _("%(days)s d %(hours)s h") if parts > 1 and hours else _("%(days)s d")
    return pattern % {"days": days, "hours": hours}


def time(moment: datetime | None, style: str = "when", *, class_: str = "") -> Markup:
    """A `<time>` in one of the styles of `STYLES`, with the exact moment as its title; empty for None.

    `relative` and `age` go on ticking in the page.
    """
    if moment is None:
        return Markup("")
    bucket = int(clock.now().timestamp() // 10) if style in TICKING else _today().toordinal()
    return _drawn(moment, style, class_, language(), timezone.get_current_timezone(), bucket)


@lru_cache(maxsize=8192)
def _drawn(moment: datetime, style: str, class_: str, language: str, zone: tzinfo, bucket: int) -> Markup:
    ticking = f' data-tick="{style}"' if style in TICKING else ""
    named = f' class="{escape(class_)}"' if class_ else ""
    title, words = escape(exact_in(moment, zone, language)), escape(STYLES[style](moment))
    at = moment.isoformat(timespec="seconds")
    return Markup(f'<time datetime="{at}" title="{title}"{ticking}{named}>{words}</time>')  # noqa: S704 (escaped)


def _locale() -> Locale:
    return locale_of(language())


def _today() -> date:
    return _here(clock.now()).date()


def _here(moment: datetime) -> datetime:
    return moment.astimezone(timezone.get_current_timezone())


def _clock(here: datetime) -> str:
    """All five languages write the time of day so."""
    return f"{here.hour:02}:{here.minute:02}"


@lru_cache(maxsize=8192)
def _of_day(pattern: str, day: date, language: str) -> str:
    locale = locale_of(language)
    kind, _colon, rest = pattern.partition(":")
    if kind == "date":
        return dates.format_date(day, format=rest, locale=locale)
    if kind == "skeleton":
        return dates.format_skeleton(rest, day, locale=locale)
    return dates.format_date(day, format=pattern, locale=locale)


STYLES = {
    "when": when,
    "ahead": ahead,
    "exact": exact,
    "relative": relative,
    "age": age,
    "clock": clock_time,
    "day": day,
    "date": on_date,
}
FILTERS = {
    "when": when,
    "ahead": ahead,
    "exact": exact,
    "relative": relative,
    "age": age,
    "clock": clock_time,
    "day": day,
    "on_date": on_date,
    "duration": duration,
}
