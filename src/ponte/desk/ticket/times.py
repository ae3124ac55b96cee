"""When a reply is to go out, as people choose it."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from ponte.lib import clock

MORNING = time(8)


def moment(word: str, typed: str) -> datetime | None:
    """When "hour", "tomorrow", "monday" or "at" (with a typed local date and time) is, or a
    date and time itself; None for nonsense."""
    now = timezone.localtime(clock.now())
    if word == "hour":
        return now + timedelta(hours=1)
    if word in ("tomorrow", "monday"):
        days = 1 if word == "tomorrow" else 7 - now.weekday()
        day = (now + timedelta(days=days)).date()
        return timezone.make_aware(datetime.combine(day, MORNING))
    try:
        found = datetime.fromisoformat(typed or word)
    except ValueError:
        return None
    return timezone.make_aware(found) if found.tzinfo is None else found
