"""Schedules that follow one another: past time is counted by the schedule that was in force then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from ponte.lib.business_time.schedule import NeverOpen, Schedule


class BusinessTime(Protocol):
    """Anything that counts time: a schedule, a timeline of them, or the calendar."""

    def add(self, start: datetime, duration: timedelta) -> datetime: ...
    def between(self, start: datetime, end: datetime) -> timedelta: ...
    def is_open(self, at: datetime) -> bool: ...
    def next_change(self, at: datetime) -> datetime | None: ...


@dataclass(frozen=True)
class Timeline:
    """`versions`: each schedule with the moment from which it is in force, in order; the first rules before too."""

    versions: Sequence[tuple[datetime, Schedule]]

    def in_force(self, at: datetime) -> Schedule:
        """The schedule that rules at this moment."""
        return next(piece for _, until, piece in self._pieces(at) if until is None or at < until)

    def is_open(self, at: datetime) -> bool:
        """Whether work is done at this moment."""
        return self.in_force(at).is_open(at)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The open time from `start` to `end`; negative where `end` is earlier."""
        if end < start:
            return -self.between(end, start)
        total = timedelta()
        for begun, until, schedule in self._pieces(start):
            if begun >= end and begun != start:
                break
            total += schedule.between(begun, end if until is None else min(until, end))
        return total

    def add(self, start: datetime, duration: timedelta) -> datetime:
        """The first moment by which `duration` (not negative) has been open since `start`.

        Raises:
            NeverOpen: nothing is open for two years on the way.
        """
        left = duration
        for begun, until, schedule in self._pieces(start):
            if until is None:
                return schedule.add(begun, left)
            there = schedule.between(begun, until)
            if there >= left:
                return schedule.add(begun, left)
            left -= there
        raise NeverOpen

    def next_change(self, at: datetime) -> datetime | None:
        """The next moment after `at` at which work begins or ends; None when there is none in two years."""
        was = self.is_open(at)
        for begun, until, schedule in self._pieces(at):
            if schedule.is_open(begun) != was:
                return begun
            change = schedule.next_change(begun)
            if change is not None and (until is None or change < until):
                return change
        return None

    def _pieces(self, start: datetime) -> Iterator[tuple[datetime, datetime | None, Schedule]]:
        """`(from, until, schedule)` from `start` onwards; the last has no end."""
        for place, (_, schedule) in enumerate(self.versions):
            until = self.versions[place + 1][0] if place + 1 < len(self.versions) else None
            if until is None or until > start:
                begun = start if place == 0 else max(start, self.versions[place][0])
                yield begun, until, schedule


class _Calendar:
    """Every minute counts."""

    def add(self, start: datetime, duration: timedelta) -> datetime:
        return start + duration

    def between(self, start: datetime, end: datetime) -> timedelta:
        return end - start

    def is_open(self, at: datetime) -> bool:
        return True

    def next_change(self, at: datetime) -> datetime | None:
        return None


ALWAYS: BusinessTime = _Calendar()
