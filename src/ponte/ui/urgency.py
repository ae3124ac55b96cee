"""How urgent a deadline looks: a step by what is left of its time, and the words for it."""

from __future__ import annotations

from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop
from markupsafe import Markup

from ponte.lib import clock
from ponte.ui import moments
from ponte.ui.attributes import attributes
from ponte.ui.icons import icon
from ponte.ui.moments import duration_in
from ponte.ui.phrases import language, translated
from ponte.ui.phrases import phrase as _

HOUR, QUARTER = 3600, 900
LATE = gettext_noop("%(duration)s late")
ICONS = {"met": "check", "late": "flag"}
RING = Markup(
    '<svg class="ring" viewBox="0 0 14 14" aria-hidden="true">'
    '<circle class="track" cx="7" cy="7" r="5.4" pathLength="100"></circle>'
    '<circle class="left" cx="7" cy="7" r="5.4" pathLength="100" stroke-dasharray="{} 100"></circle></svg>'
)


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
    return words_in(language(), (due - clock.now()).total_seconds())


def words_in(language: str, seconds_left: float) -> str:
    """`words` of so many seconds, when the language of the reader is known."""
    if seconds_left < 0:
        late = translated(language, LATE)
        return late % {"duration": duration_in(language, int(seconds_left), parts=1)}
    return duration_in(language, int(seconds_left))


def step(due: datetime, share_left: float) -> str:
    """`level` for a deadline at `due`."""
    return level((due - clock.now()).total_seconds(), share_left)


def deadline(kind: str, left: float, text: str, exact: str = "", **more: Any) -> Markup:
    """A deadline drawn: `kind` is a level, `met` or `paused`; `left` the share that is left, 0 to 100."""
    title = Markup(' title="{}"').format(exact) if exact else ""
    drawn = icon(ICONS[kind], "xs") if kind in ICONS else RING.format(round(max(0, min(100, left))))
    return Markup('<span class="deadline {}"{}{}>{}<span>{}</span></span>').format(
        kind, title, attributes(more), drawn, text
    )


def due(at: datetime, share: float = 1, paused: bool = False) -> Markup:
    """A running deadline at `at`; `share` of its time is left, 0 to 1. It ticks in the page."""
    bucket = int(clock.now().timestamp() // 10)
    return _due(at, round(share, 2), paused, language(), timezone.get_current_timezone(), bucket)


@lru_cache(maxsize=8192)
def _due(at: datetime, share: float, paused: bool, language: str, zone: tzinfo, bucket: int) -> Markup:
    if paused:
        return deadline("paused", share * 100, _("Paused"), _("The clock waits for the customer"))
    title = _("Due %(moment)s") % {"moment": moments.exact(at)}
    return deadline(step(at, share), share * 100, words(at), title, data_due=at.isoformat(), data_share=share)
