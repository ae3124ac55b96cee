"""Days, weeks and months around now, on the reader's calendar. Weeks begin on Monday."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from ponte.tickets.conditions.context import Context

PERIODS = {
    "today": _("today"),
    "yesterday": _("yesterday"),
    "tomorrow": _("tomorrow"),
    "this_week": _("this week"),
    "last_week": _("last week"),
    "next_week": _("next week"),
    "this_month": _("this month"),
    "last_month": _("last month"),
    "next_month": _("next month"),
    "past": _("in the past"),
    "future": _("in the future"),
}


def bounds(period: str, context: Context) -> tuple[datetime | None, datetime | None]:
    """From when (included) to when (excluded) it lasts."""
    if period == "past":
        return None, context.at
    if period == "future":
        return context.at, None
    begin, end = _days(period, context.at.astimezone(context.zone).date())
    return datetime.combine(begin, time(), context.zone), datetime.combine(end, time(), context.zone)


def _days(period: str, today: date) -> tuple[date, date]:
    which, _underscore, unit = period.partition("_")
    if not unit:
        first = today + timedelta(days={"today": 0, "yesterday": -1, "tomorrow": 1}[period])
        return first, first + timedelta(days=1)
    step = {"this": 0, "last": -1, "next": 1}[which]
    if unit == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
        return monday, monday + timedelta(weeks=1)
    return _month(today, step), _month(today, step + 1)


def _month(day: date, step: int) -> date:
    """The first of the month that is `step` months away."""
    months = day.year * 12 + day.month - 1 + step
    return date(months // 12, months % 12 + 1, 1)
