"""Dates without a time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _

from ponte.tickets.conditions import operators as ops
from ponte.tickets.conditions.context import Context
from ponte.tickets.conditions.errors import Refused as Unaskable
from ponte.tickets.conditions.kinds import moment as asking
from ponte.tickets.conditions.kinds import periods
from ponte.tickets.conditions.operators import Operator, Takes
from ponte.tickets.fields.errors import Refused
from ponte.tickets.fields.values.base import Names, ValueKind
from ponte.ui import moments

if TYPE_CHECKING:
    from ponte.tickets.fields.models import CustomField

FIRST, LAST = date(1900, 1, 1), date(9000, 12, 31)


class Day(ValueKind):
    column = "day"

    def read(self, field: CustomField, given: Any) -> Any:
        if given is None or given == "":
            return None
        if isinstance(given, date) and not isinstance(given, datetime):
            return given
        try:
            found = date.fromisoformat(given.strip()) if isinstance(given, str) and len(given.strip()) == 10 else None
        except ValueError:
            found = None
        if found is None or not FIRST <= found <= LAST:
            raise Refused(_("Write a date like 2026-11-22."))
        return found

    def plain(self, value: Any) -> Any:
        return value.isoformat()

    def words(self, field: CustomField, value: Any, names: Names | None = None) -> str:
        return str(moments.on_date(value))

    def condition(self, field: CustomField) -> Asked:
        return Asked()


class Asked(asking.Moment):
    """Moments become days of the reader's calendar; a span of hours counts its whole days."""

    def check(self, operator: Operator, value: Any, *, has_reader: bool = True) -> Any:
        kept = super().check(operator, value, has_reader=has_reader)
        if operator.takes == Takes.DATE and len(kept) != 10:
            raise Unaskable(_("Write a date like 2026-11-22."))
        return kept

    def condition(self, path: str, operator: Operator, value: Any, context: Context) -> Q:
        first, last = bounds(operator, value, context)
        made = Q()
        if first is not None:
            made &= Q(**{f"{path}__gte": first})
        if last is not None:
            made &= Q(**{f"{path}__lte": last})
        return made

    def fits(self, actual: Any, operator: Operator, value: Any, context: Context) -> bool:
        first, last = bounds(operator, value, context)
        return actual is not None and (first is None or actual >= first) and (last is None or actual <= last)


def bounds(operator: Operator, value: str, context: Context) -> tuple[date | None, date | None]:
    """The first and the last day that fit."""
    today = context.at.astimezone(context.zone).date()
    one = timedelta(days=1)
    if operator.takes == Takes.SPAN:
        span = timedelta(days=(asking.UNITS[value[-1]] * int(value[:-1])).days)
        spans: dict[str, tuple[date | None, date | None]] = {
            "within_last": (_shifted(today, -span), today),
            "within_next": (today, _shifted(today, span)),
            "older_than": (None, _shifted(today, -span - one)),
            "later_than": (_shifted(today, span + one), None),
        }
        return spans[operator.key]
    if operator is ops.DURING and value in periods.PERIODS:
        if value == "past":
            return None, today - one
        if value == "future":
            return today + one, None
        begin, end = periods.bounds(value, context)
        assert begin is not None and end is not None
        return begin.date(), end.date() - one
    day = date.fromisoformat(value)
    if operator is ops.DURING:
        return day, day
    return (None, day - one) if operator is ops.BEFORE else (day + one, None)


def _shifted(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return date.min if by < timedelta() else date.max
