"""The open time of about two months, laid out for bisection."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from ponte.lib.business_time.offsets import DAY, stretches
from ponte.lib.business_time.spans import Span, joined

MICRO = 1_000_000
FIRST_DAY = date(1970, 1, 1).toordinal()
LENGTH = 64 * DAY  # seconds


@dataclass(frozen=True, slots=True)
class Block:
    """Open spans in microseconds since 1970; `before[i]`: how much is open in the block before span i."""

    starts: list[int]
    ends: list[int]
    before: list[int]
    total: int

    def open_until(self, moment: int) -> int:
        """Microseconds open from the block's beginning to `moment`, which lies in it."""
        place = bisect_right(self.starts, moment) - 1
        if place < 0:
            return 0
        return self.before[place] + min(moment, self.ends[place]) - self.starts[place]

    def when(self, amount: int) -> int:
        """The first moment by which `amount` (above 0, at most `total`) has been open."""
        place = bisect_left(self.before, amount) - 1
        return self.starts[place] + amount - self.before[place]

    def span_at(self, moment: int) -> int:
        """The place of the span that is open at `moment`, or -1."""
        place = bisect_right(self.starts, moment) - 1
        return place if place >= 0 and moment < self.ends[place] else -1


def build(zone: ZoneInfo, hours_on: Callable[[date], tuple[Span, ...]], number: int) -> Block:
    """Lay out block `number`: open is whenever the wall clock reads a time within that date's hours."""
    begin = number * LENGTH
    spans: list[Span] = []
    for start, end, offset in stretches(zone, begin, begin + LENGTH):
        for day in range((start + offset) // DAY, (end + offset - 1) // DAY + 1):
            midnight = day * DAY - offset
            for opens, closes in hours_on(date.fromordinal(FIRST_DAY + day)):
                spans.append((max(start, midnight + opens * 60), min(end, midnight + closes * 60)))
    merged = joined(spans)
    before, total = [], 0
    for start, end in merged:
        before.append(total)
        total += (end - start) * MICRO
    return Block([start * MICRO for start, _ in merged], [end * MICRO for _, end in merged], before, total)
