"""How urgent a deadline looks: a step by what is left of its time, and the words for it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ponte.lib import clock
from ponte.ui.moments import duration

HOUR, QUARTER = 3600, 900


def level(seconds_left: float, share_left: float) -> str:
    """calm, soon, near, close or late. `share_left` runs from 1 (just begun) to 0 of the time allowed."""
    if seconds_left < 0:
        return "late"
    if seconds_left < QUARTER:
        return "close"
    if seconds_left < HOUR or share_left <= 0.25:
        return "near"
    return "soon" if share_left <= 0.5 else "calm"


def words(due: datetime) -> str:
    """What is left, or by how much it is late: 38 min, 2 h 05, 14 min late."""
    left = due - clock.now()
    if left.total_seconds() < 0:
        return _("%(duration)s late") % {"duration": duration(left, parts=1)}
    return duration(left)


def step(due: datetime, share_left: float) -> str:
    """`level` for a deadline at `due`."""
    return level((due - clock.now()).total_seconds(), share_left)
