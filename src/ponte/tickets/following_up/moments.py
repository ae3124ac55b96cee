"""Which moments a follow-up may have, and the usual ones by name, in somebody's time zone."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from ponte.tickets.following_up.errors import NotToCome

MORNING, AFTERNOON, EVENING = time(9), time(15), time(18)
LONGEST = timedelta(days=5 * 366)
MINUTE = timedelta(minutes=1)


def usual(now: datetime, zone: str) -> dict[str, datetime]:
    """The moments that people mean most often, the nearest first; what is past or the same twice is left out."""
    here = now.astimezone(ZoneInfo(zone))
    to_monday = (7 - here.weekday()) % 7 or 7
    asked = {
        "hour": now + timedelta(hours=1),
        "afternoon": _on(here, 0, AFTERNOON),
        "evening": _on(here, 0, EVENING),
        "tomorrow": _on(here, 1, MORNING),
        "monday": _on(here, to_monday, MORNING),
        "week": _on(here, 7, MORNING),
    }
    if here.time() < time(12):
        del asked["evening"]
    found: dict[str, datetime] = {}
    for name, moment in asked.items():
        if moment >= now + timedelta(minutes=30) and moment not in found.values():
            found[name] = moment.astimezone(now.tzinfo)
    return found


def _on(here: datetime, days: int, at: time) -> datetime:
    """That wall time, `days` from today by the calendar, so that a change of the clocks moves nothing."""
    return datetime.combine(here.date() + timedelta(days=days), at, here.tzinfo)


def read(text: str, now: datetime, zone: str) -> datetime:
    """A moment as a form sends it: the name of a usual one, an ISO moment, or a wall time in `zone`.

    Raises:
        ValueError: it says no moment.
        NotToCome: see `sound`.
    """
    if found := usual(now, zone).get(text):
        return found
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(zone))
    return sound(moment.astimezone(now.tzinfo), now)


def sound(moment: datetime, now: datetime) -> datetime:
    """The moment, when it lies ahead.

    Raises:
        NotToCome: it is past, or more than five years away.
    """
    if not now < moment <= now + LONGEST:
        raise NotToCome
    return moment
