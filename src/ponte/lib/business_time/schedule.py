"""Hours of work as a value: per weekday in local time, with closures and extra hours, exact across clock changes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from ponte.lib.business_time.block import LENGTH, MICRO, Block, build
from ponte.lib.business_time.spans import Span, joined, without

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)
BLOCK = LENGTH * MICRO
PATIENCE = 12  # blocks without an open minute (about two years), after which nothing is expected
ALL_DAY: tuple[Span, ...] = ((0, 1440),)


class NeverOpen(Exception):
    """There are no open hours in the two years ahead."""


def _no_holidays(year: int) -> Collection[date]:
    return ()


@dataclass(frozen=True)
class Schedule:
    """When work is done.

    `week`: seven days from Monday, each with spans in minutes since local midnight, up to 1440 (24:00).
    `closures`: by date, spans that are closed; `extra`: by date, spans that are open whatever else is said.
    `holidays`: the dates of a year that are closed all day.

    A time is open when the wall clock reads a time within the hours. So hours that a change of clocks skips do
    not count, and hours that it repeats count twice.
    """

    zone: str
    week: tuple[tuple[Span, ...], ...]
    closures: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)
    extra: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)
    holidays: Callable[[int], Collection[date]] = field(default=_no_holidays, compare=False)
    _blocks: dict[int, Block] = field(default_factory=dict, init=False, repr=False, compare=False)

    def hours_on(self, day: date) -> tuple[Span, ...]:
        """The open spans of a local date, in minutes since midnight."""
        hours = self.week[day.weekday()]
        if hours and day in self.holidays(day.year):
            hours = ()
        if hours and day in self.closures:
            hours = without(hours, self.closures[day])
        if day in self.extra:
            hours = (*hours, *self.extra[day])
        return joined(hours)

    def is_open(self, at: datetime) -> bool:
        """Whether work is done at this moment."""
        moment = _ticks(at)
        return self._block(moment // BLOCK).span_at(moment) >= 0

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The open time from `start` to `end`; negative where `end` is earlier."""
        if end < start:
            return -self.between(end, start)
        first, last = _ticks(start), _ticks(end)
        opening, closing = self._block(first // BLOCK), self._block(last // BLOCK)
        open_ = closing.open_until(last) - opening.open_until(first)
        for number in range(first // BLOCK, last // BLOCK):
            open_ += self._block(number).total
        return timedelta(microseconds=open_)

    def add(self, start: datetime, duration: timedelta) -> datetime:
        """The first moment by which `duration` (not negative) has been open since `start`.

        Raises:
            NeverOpen: nothing is open for two years on the way.
        """
        wanted = duration // TICK
        if wanted <= 0:
            return start
        moment = _ticks(start)
        number = moment // BLOCK
        block = self._block(number)
        wanted += block.open_until(moment)
        idle = 0
        while wanted > block.total:
            wanted -= block.total
            idle = 0 if block.total else idle + 1
            if idle > PATIENCE:
                raise NeverOpen
            number += 1
            block = self._block(number)
        return _moment(block.when(wanted))

    def next_change(self, at: datetime) -> datetime | None:
        """The next moment after `at` at which work begins or ends; None when there is none in two years."""
        moment = _ticks(at)
        number = moment // BLOCK
        was = self._block(number).span_at(moment) >= 0
        for following in range(number, number + PATIENCE + 1):
            block = self._block(following)
            if was:
                place = block.span_at(max(moment, following * BLOCK))
                end = block.ends[place] if place >= 0 else following * BLOCK
                if end < (following + 1) * BLOCK:
                    return _moment(end)
            else:
                later = [start for start in block.starts if start > moment]
                if later or (block.starts and following > number):
                    return _moment(later[0] if later else block.starts[0])
        return None

    def _block(self, number: int) -> Block:
        block = self._blocks.get(number)
        if block is None:
            block = self._blocks[number] = build(ZoneInfo(self.zone), self.hours_on, number)
        return block


def _ticks(moment: datetime) -> int:
    return (moment - EPOCH) // TICK


def _moment(ticks: int) -> datetime:
    return EPOCH + timedelta(microseconds=ticks)
