"""Quiet hours: until when somebody is left alone, by the clock on their wall."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ponte.channels.notices.models import Personal
from ponte.channels.notices.sorts import Sort

MOST = 8  # steps from one quiet stretch to the next; a weekend has three


def zone_of(name: str) -> ZoneInfo:
    """The zone, UTC where the name means nothing."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def until(settings: Personal | None, time_zone: str, at: datetime, sort: str = "") -> datetime | None:
    """When the quiet in which `at` lies ends; None when it is not quiet (for this sort)."""
    if settings is None or not settings.quiet or (sort == Sort.BREACHED and settings.breaches_break):
        return None
    zone, moment = zone_of(time_zone), at
    for _ in range(MOST):
        end = _end(settings, moment.astimezone(zone))
        if end is None:
            break
        moment = end.astimezone(at.tzinfo)
    return moment if moment > at else None


def _end(settings: Personal, local: datetime) -> datetime | None:
    """The end of the stretch in which a local moment lies."""
    midnight = datetime.combine(local.date() + timedelta(days=1), datetime.min.time(), local.tzinfo)
    if settings.quiet_weekend and local.weekday() >= 5:
        return midnight
    begin, end, now = settings.quiet_from, settings.quiet_until, local.time()
    if begin <= end:
        return datetime.combine(local.date(), end, local.tzinfo) if begin <= now < end else None
    if now >= begin:
        return datetime.combine(local.date() + timedelta(days=1), end, local.tzinfo)
    return datetime.combine(local.date(), end, local.tzinfo) if now < end else None
