"""When a delivery that failed is tried again: at once, then for three days."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

WAITS = (5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600)  # seconds
JITTER = 0.1  # of the wait: those that failed together do not come back together
LONGEST_ASKED = timedelta(hours=24)  # a receiver's Retry-After is heeded up to here


def next_attempt(attempts: int, at: datetime, asked: timedelta | None = None) -> datetime | None:
    """The moment of the next attempt after `attempts` (1 or more) failed ones; None: give up.

    `asked`: what the receiver's Retry-After said; it may only lengthen the wait.
    """
    if attempts > len(WAITS):
        return None
    wait = WAITS[attempts - 1]
    due = at + timedelta(seconds=wait * (1 + random.uniform(0, JITTER)))  # noqa: S311  no secret
    return max(due, at + asked) if asked else due


def asked_pause(header: str, at: datetime) -> timedelta | None:
    """What Retry-After says: seconds or a date; None for what is neither."""
    text = header.strip()
    if text.isascii() and text.isdigit():
        return min(timedelta(seconds=int(text[:9])), LONGEST_ASKED)
    try:
        moment = parsedate_to_datetime(text)
        pause = moment - at
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return min(pause, LONGEST_ASKED) if pause > timedelta() else None
