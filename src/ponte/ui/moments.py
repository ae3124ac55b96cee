"""Moments and lengths of time as the reader says them, in the reader's language and time zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache

from babel import Locale, dates
from django.utils import timezone
from markupsafe import Markup

from ponte.lib import clock
from ponte.ui.phrases import language
from ponte.ui.phrases import phrase as _
from ponte.ui.quantities import locale_of

CLOCK = "HH:mm"


def clock_time(moment: datetime) -> str:
    """The time of day: 14:02."""
    return _format(CLOCK, moment)


def exact(moment: datetime) -> str:
    """Everything, for titles: 18 November 2026, 09:12."""
    return f"{_format('date:long', moment)}, {_format(CLOCK, moment)}"


@lru_cache(maxsize=8192)
def exact_in(moment: datetime, zone: tzinfo, language: str) -> str:
    """`exact` for many moments, when zone and language of the reader are known."""
    moment = moment.replace(second=0, microsecond=0)
    return f"{_formatted('date:long', moment, zone, language)}, {_formatted(CLOCK, moment, zone, language)}"


def on_date(moment: datetime | date) -> str:
    """The date alone: 18 November 2026."""
    return _format("date:long", moment)


def when(moment: datetime) -> str:
    """The shortest that is clear today: 14:02, Wed 09:12, 18 Nov, 18 Nov 2023."""
    days = (_today() - moment.astimezone(timezone.get_current_timezone()).date()).days
    if days == 0:
        return _format(CLOCK, moment)
    if 0 < days < 7:
        return f"{_format('EEE', moment)} {_format(CLOCK, moment)}"
    return _format("skeleton:MMMd" if abs(days) < 300 else "date:medium", moment)


def ahead(moment: datetime) -> str:
    """The shortest that is clear of what is to come: 14:02, Wed 09:12, 18 Nov 09:12."""
    days = (moment.astimezone(timezone.get_current_timezone()).date() - _today()).days
    if days == 0:
        return _format(CLOCK, moment)
    return f"{_format('EEE' if 0 < days < 7 else 'skeleton:MMMd', moment)} {_format(CLOCK, moment)}"


def day(moment: datetime | date) -> str:
    """A day as a heading: Today, Yesterday, Wednesday 18 November, 18 November 2023."""
    asked = moment.astimezone(timezone.get_current_timezone()).date() if isinstance(moment, datetime) else moment
    days = (_today() - asked).days
    if days in (-1, 0, 1):
        return {-1: _("Tomorrow"), 0: _("Today"), 1: _("Yesterday")}[days]
    return _format("skeleton:MMMMEEEEd" if abs(days) < 300 else "date:long", asked)


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
    bucket = int(clock.now().timestamp() // 10)
    return _drawn(moment, style, class_, language(), timezone.get_current_timezone(), bucket)


@lru_cache(maxsize=8192)
def _drawn(moment: datetime, style: str, class_: str, language: str, zone: tzinfo, bucket: int) -> Markup:
    ticking = Markup(' data-tick="{}"').format(style) if style in ("relative", "age") else ""
    named = Markup(' class="{}"').format(class_) if class_ else ""
    return Markup('<time datetime="{}" title="{}"{}{}>{}</time>').format(
        moment.isoformat(timespec="seconds"), exact(moment), ticking, named, STYLES[style](moment)
    )


def _locale() -> Locale:
    return locale_of(language())


def _today() -> date:
    return clock.now().astimezone(timezone.get_current_timezone()).date()


def _format(pattern: str, moment: datetime | date) -> str:
    if isinstance(moment, datetime):
        # Whole minutes, so that the cache serves a page full of neighbours.
        moment = moment.replace(second=0, microsecond=0)
        return _formatted(pattern, moment, timezone.get_current_timezone(), language())
    return _formatted(pattern, moment, None, language())


@lru_cache(maxsize=8192)
def _formatted(pattern: str, moment: datetime | date, zone: tzinfo | None, language: str) -> str:
    locale = locale_of(language)
    local = moment.astimezone(zone) if isinstance(moment, datetime) and zone else moment
    kind, _colon, rest = pattern.partition(":")
    if kind == "date":
        return dates.format_date(local, format=rest, locale=locale)
    if kind == "skeleton":
        return dates.format_skeleton(rest, local, locale=locale)
    return dates.format_datetime(local, format=pattern, locale=locale)


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
