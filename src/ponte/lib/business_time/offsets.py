"""The stretches of time in which a zone keeps one distance from UTC."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 (UTC without a zone: plain arithmetic)
DAY = 86_400  # seconds


def offset_at(zone: ZoneInfo, second: int) -> int:
    """Seconds that the zone's clocks are ahead of UTC at a second since 1970."""
    moment = EPOCH + timedelta(seconds=second)
    ahead = zone.fromutc(moment.replace(tzinfo=zone)).utcoffset()
    return int(ahead.total_seconds()) if ahead is not None else 0


def stretches(zone: ZoneInfo, start: int, end: int) -> list[tuple[int, int, int]]:
    """`(from, to, offset)` over UTC seconds from `start` to `end`, without gaps.

    The zone is asked once a day; a change of clocks in between is found by halving.
    """
    made: list[tuple[int, int, int]] = []
    begun, offset = start, offset_at(zone, start)
    second = start
    while second < end:
        following = min(second + DAY, end)
        other = offset_at(zone, following)
        if other != offset:
            change = _first_with_another(zone, offset, second, following)
            made.append((begun, change, offset))
            begun, offset, second = change, offset_at(zone, change), change
        else:
            second = following
    if begun < end:
        made.append((begun, end, offset))
    return made


def _first_with_another(zone: ZoneInfo, offset: int, low: int, high: int) -> int:
    while high - low > 1:
        middle = (low + high) // 2
        if offset_at(zone, middle) == offset:
            low = middle
        else:
            high = middle
    return high
