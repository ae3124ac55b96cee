"""Numbers of the rail that need not be of this very second: remembered by each process for a few."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

SECONDS = 10.0
MOST = 4096  # people and numbers; then all is forgotten

_known: dict[tuple[str, int], tuple[float, Any]] = {}


def remembered(name: str, agent: int, count: Callable[[], Any]) -> Any:
    """What `count` gave for this person at most `SECONDS` ago."""
    key, now = (name, agent), time.monotonic()
    if key in _known and _known[key][0] > now:
        return _known[key][1]
    if len(_known) >= MOST:
        _known.clear()
    value = count()
    _known[key] = now + SECONDS, value
    return value
