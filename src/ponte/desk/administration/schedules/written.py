"""Hours and days as people type them, a line each, and back again.

09:00-13:00, 14:00-18:00
12-07 Sant'Ambrogio
2026-12-24 13:00-24:00 Christmas Eve
2026-12-28..2026-12-31 Between the years
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ponte.lib.business_time import Span
from ponte.team.schedules.rules import DAY, Closure, Extra, Yearly

_time = re.compile(r"(\d{1,2})(?::(\d\d))?$")
_yearly = re.compile(r"(\d\d-\d\d)(?:\s+(.*))?$")
_dates = re.compile(r"(\d{4}-\d\d-\d\d)(?:\s*(?:\.\.|–|—)\s*(\d{4}-\d\d-\d\d))?(?:\s+(.*))?$")
_hours = re.compile(r"(\d{1,2}(?::\d\d)?\s*[-–]\s*\d{1,2}(?::\d\d)?)(?:\s+(.*))?$")
NAME = 80


def spans(text: str) -> tuple[Span, ...]:
    """A day's hours.

    Raises:
        ValidationError: says which part is not understood.
    """
    return tuple(_span(part) for part in re.split(r"[,;]", text) if part.strip())


def yearly(text: str) -> list[Yearly]:
    """Own holidays, a line each."""
    found = []
    for line in _lines(text):
        match = _yearly.match(line)
        if match is None:
            raise ValidationError(
                _("“%(line)s”: write month-day and a name, such as 12-07 Patron saint.") % {"line": line}
            )
        found.append(Yearly(match[1], (match[2] or "").strip()[:NAME]))
    return found


def closures(text: str) -> list[Closure]:
    """Closures, a line each: a date or from..to, hours where it is not all day, a name."""
    found = []
    for line in _lines(text):
        first, last, rest = _dated(line)
        start, end, name = _timed(rest)
        found.append(Closure(first, last, start, end, name))
    return found


def extra(text: str) -> list[Extra]:
    """Extra hours, a line each: a date, hours, a name."""
    found = []
    for line in _lines(text):
        first, last, rest = _dated(line)
        if first != last or not _hours.match(rest):
            raise ValidationError(
                _("“%(line)s”: write one date and its hours, such as 2026-12-12 09:00-13:00.") % {"line": line}
            )
        found.append(Extra(first, *_timed(rest)))
    return found


def clock(minute: int) -> str:
    """Minutes since midnight as a time: 9:30 is 09:30, the day's end 24:00."""
    return f"{minute // 60:02}:{minute % 60:02}"


def of_spans(day: Iterable[Sequence[int]]) -> str:
    """A day's hours as they are typed."""
    return ", ".join(f"{clock(start)}-{clock(end)}" for start, end in day)


def of_yearly(days: Iterable[Yearly]) -> str:
    return "\n".join(f"{one.day} {one.name}".strip() for one in days)


def of_closures(days: Iterable[Closure]) -> str:
    return "\n".join(" ".join(_said(one)) for one in days)


def of_extra(days: Iterable[Extra]) -> str:
    return "\n".join(f"{one.day} {of_spans([(one.start, one.end)])} {one.name}".strip() for one in days)


def _said(one: Closure) -> Iterable[str]:
    yield str(one.first) if one.first == one.last else f"{one.first}..{one.last}"
    if not one.is_whole_day:
        yield of_spans([(one.start, one.end)])
    if one.name:
        yield one.name


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _dated(line: str) -> tuple[date, date, str]:
    match = _dates.match(line)
    try:
        first, last, rest = match.groups() if match else ("", "", "")
        return date.fromisoformat(first), date.fromisoformat(last or first), (rest or "").strip()
    except ValueError:
        raise ValidationError(_("“%(line)s”: begin with a date such as 2026-12-24.") % {"line": line})


def _timed(rest: str) -> tuple[int, int, str]:
    match = _hours.match(rest)
    if match is None:
        return 0, DAY, rest[:NAME]
    start, end = _span(match[1])
    return start, end, (match[2] or "").strip()[:NAME]


def _span(text: str) -> Span:
    parts = [part.strip() for part in re.split(r"[-–]", text)]
    times = [_time.match(part) for part in parts]
    if len(times) != 2 or not all(times):
        raise ValidationError(_("“%(text)s”: write hours as 09:00-17:30.") % {"text": text.strip()})
    start, end = (int(found[1]) * 60 + int(found[2] or 0) for found in times if found)
    if not start < end <= DAY or any(found and int(found[2] or 0) > 59 for found in times):
        raise ValidationError(
            _("“%(text)s”: hours end after they begin. For a night, write 22:00-24:00 and 00:00-06:00 the day after.")
            % {"text": text.strip()}
        )
    return start, end
