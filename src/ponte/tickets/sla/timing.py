"""The arithmetic of one clock: time used, when it is due, when to warn. Nothing is stored or told here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from ponte.lib.business_time import BusinessTime, NeverOpen
from ponte.tickets.models import NEVER
from ponte.tickets.sla.models import Clock

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)


def ticks(moment: datetime) -> int:
    """Microseconds since 1970."""
    return (moment - EPOCH) // TICK


def moment(number: int) -> datetime:
    """The moment of so many microseconds since 1970."""
    return EPOCH + number * TICK


def stretches(clock: Clock) -> Iterator[tuple[datetime, datetime | None]]:
    """Each stretch in which it ran; the last has no end while it runs."""
    for start, end in clock.runs:
        yield moment(start), moment(end)
    if clock.running_since is not None:
        yield clock.running_since, None


def used(clock: Clock, time: BusinessTime, at: datetime) -> timedelta:
    """How much of its time was used by `at`."""
    total = timedelta()
    for start, end in stretches(clock):
        until = at if end is None else min(end, at)
        if until > start:
            total += time.between(start, until)
    return total


def reached(clock: Clock, time: BusinessTime, amount: timedelta) -> datetime:
    """When `amount` of its time was or will be used; `NEVER` when it will not as things stand."""
    left = amount
    for start, end in stretches(clock):
        if end is not None:
            length = time.between(start, end)
            if length < left:
                left -= length
                continue
        try:
            return time.add(start, left)
        except NeverOpen:
            return NEVER
    return NEVER


def due(clock: Clock, time: BusinessTime) -> datetime:
    """When its time is up, `NEVER` while it does not run."""
    if clock.running_since is None or clock.ended_at is not None:
        return NEVER
    return reached(clock, time, timedelta(seconds=clock.seconds))


def schedule(clock: Clock, time: BusinessTime, warn_at: Sequence[int]) -> None:
    """Set `due_at` and `next_at` by what has been told already."""
    clock.due_at = due(clock, time)
    clock.next_at = None
    if clock.running_since is None or clock.ended_at is not None or clock.breached_at is not None:
        return
    percent = next_warning(clock, warn_at)
    if percent is not None:
        clock.next_at = reached(clock, time, timedelta(seconds=clock.seconds * percent / 100))
    else:
        clock.next_at = clock.due_at
    if clock.next_at == NEVER:
        clock.next_at = None


def next_warning(clock: Clock, warn_at: Sequence[int]) -> int | None:
    """The next percentage to warn at."""
    return min((percent for percent in warn_at if percent > clock.warned), default=None)
