"""Moments: absolute, relative to now, or a day or week of the reader's calendar."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from babel.dates import format_timedelta
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from ponte.tickets.conditions import operators as ops
from ponte.tickets.conditions.context import Context
from ponte.tickets.conditions.errors import Refused
from ponte.tickets.conditions.kinds import periods
from ponte.tickets.conditions.kinds.base import Choices, Kind
from ponte.tickets.conditions.operators import Operator, Takes
from ponte.ui import moments
from ponte.ui.quantities import locale_of

_Unit = Literal["minute", "hour", "day", "week"]
_span = re.compile(r"(\d{1,5})\s*([mhdw])")
UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_UNITS: dict[str, tuple[int, _Unit]] = {
    "m": (60, "minute"),
    "h": (3600, "hour"),
    "d": (86400, "day"),
    "w": (604800, "week"),
}
TICK = timedelta(microseconds=1)
Bounds = tuple[datetime | None, datetime | None]  # from (included), to (excluded)


class Moment(Kind):
    """`never`: the moment that the database holds for "no moment", besides null."""

    name = "moment"
    operators = (
        ops.WITHIN_LAST,
        ops.LONGER_AGO,
        ops.WITHIN_NEXT,
        ops.FURTHER_OFF,
        ops.DURING,
        ops.NOT_DURING,
        ops.BEFORE,
        ops.AFTER,
    )
    emptiness = (ops.EVER, ops.NEVER)

    def __init__(self, never: datetime | None = None) -> None:
        self.never = never

    def check(self, operator: Operator, value: Any, *, has_reader: bool = True) -> Any:
        if not isinstance(value, str):
            raise Refused(_("Write text here."))
        value = value.strip()
        if operator.takes == Takes.SPAN:
            found = _span.fullmatch(value)
            if not found:
                raise Refused(_("Write a number and m, h, d or w: 30m, 2h, 7d, 3w."))
            return f"{int(found[1])}{found[2]}"
        if operator.takes == Takes.PERIOD and value in periods.PERIODS:
            return value
        if isinstance(when := _when(value), datetime) and operator.takes == Takes.DATE:
            return when.isoformat().replace("+00:00", "Z")
        if isinstance(when, date) and not isinstance(when, datetime):
            return when.isoformat()
        if operator.takes == Takes.PERIOD:
            known = ", ".join(periods.PERIODS)
            raise Refused(_("Write a date like 2026-11-22, or one of: %(known)s.") % {"known": known})
        raise Refused(_("Write a date like 2026-11-22, or a moment like 2026-11-22T10:00Z."))

    def condition(self, path: str, operator: Operator, value: Any, context: Context) -> Q:
        begin, end = bounds(operator, value, context)
        made = Q()
        if begin is not None:
            made &= Q(**{f"{path}__gte": begin})
        if end is not None:
            made &= Q(**{f"{path}__lt": end})
        return made

    def fits(self, actual: Any, operator: Operator, value: Any, context: Context) -> bool:
        if not self.is_filled(actual):
            return False
        begin, end = bounds(operator, value, context)
        return (begin is None or actual >= begin) and (end is None or actual < end)

    def is_filled(self, actual: Any) -> bool:
        return actual is not None and actual != self.never

    def words(self, operator: Operator, value: Any) -> list[str]:
        if operator.takes == Takes.SPAN:
            locale = locale_of(translation.get_language() or "en")
            # not `format_unit`: its data has no word for days in Italian and Portuguese
            whole = timedelta(seconds=int(value[:-1]) * _UNITS[value[-1]][0])
            return [format_timedelta(whole, _UNITS[value[-1]][1], threshold=10**9, format="long", locale=locale)]
        if value in periods.PERIODS:
            return [str(periods.PERIODS[value])]
        when = _when(value)
        if isinstance(when, datetime):
            return [str(moments.exact(when))]
        return [str(moments.on_date(when))] if when else [value]

    def choices(self) -> Choices:
        return [(word, str(label)[:1].upper() + str(label)[1:]) for word, label in periods.PERIODS.items()]


def bounds(operator: Operator, value: str, context: Context) -> Bounds:
    """From when to when a moment must lie."""
    at = context.at
    if operator.takes == Takes.SPAN:
        span = UNITS[value[-1]] * int(value[:-1])
        spans: dict[str, Bounds] = {
            "within_last": (at - span, at + TICK),
            "within_next": (at, at + span + TICK),
            "older_than": (None, at - span),
            "later_than": (at + span + TICK, None),
        }
        return spans[operator.key]
    if operator is ops.DURING:
        if value in periods.PERIODS:
            return periods.bounds(value, context)
        day = date.fromisoformat(value)
        return _start(day, context), _start(day + timedelta(days=1), context)
    when = _when(value)
    if isinstance(when, datetime):
        return (None, when) if operator is ops.BEFORE else (when + TICK, None)
    assert when is not None
    if operator is ops.BEFORE:
        return None, _start(when, context)
    return _start(when + timedelta(days=1), context), None


def _start(day: date, context: Context) -> datetime:
    return datetime.combine(day, time(), tzinfo=context.zone)


def _when(value: str) -> date | datetime | None:
    """A day, an aware moment, or None when it is neither (or outside of the years that we can keep)."""
    try:
        if len(value) == 10:
            day = date.fromisoformat(value)
            return day if 1900 <= day.year <= 9000 else None
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None and 1900 <= moment.year <= 9000 else None
