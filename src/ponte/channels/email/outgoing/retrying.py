"""When a mail that did not get through is tried again: sooner at first, for two days."""

from __future__ import annotations

from datetime import datetime, timedelta

_MINUTES = (1, 5, 15, 30, 60, 120, 240, 480)
LATER = timedelta(hours=8)
GIVE_UP_AFTER = timedelta(days=2)


def next_attempt(attempts: int, first_at: datetime, now: datetime) -> datetime | None:
    """The moment of the next attempt after `attempts` (1 or more) failed ones; None when it is time to give up."""
    wait = timedelta(minutes=_MINUTES[attempts - 1]) if attempts <= len(_MINUTES) else LATER
    due = now + wait
    return due if due - first_at <= GIVE_UP_AFTER else None
