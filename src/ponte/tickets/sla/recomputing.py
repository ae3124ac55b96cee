"""Clocks worked out again from the journal alone: what every figure about deadlines rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ponte.events.models import Event
from ponte.tickets.models import NEVER, Ticket
from ponte.tickets.sla import timing
from ponte.tickets.sla.models import Clock, Outcome, Target

Key = tuple[int, str, datetime]


@dataclass
class Folded:
    """A clock as its events tell it; the fields are those of `Clock`."""

    version: int
    priority: int
    seconds: int
    runs: list[list[int]] = field(default_factory=list)
    running_since: datetime | None = None
    due_at: datetime = NEVER
    warned: int = 0
    breached_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: str = Outcome.RUNNING

    @classmethod
    def of(cls, clock: Clock) -> Folded:
        """The same of a row, to compare."""
        return cls(
            clock.version_id, int(clock.priority), clock.seconds, list(clock.runs), clock.running_since,
            clock.due_at, clock.warned, clock.breached_at, clock.ended_at, str(clock.outcome),
        )  # fmt: skip


def fold(events: Iterable[Event]) -> dict[Key, Folded]:
    """The clocks that these events (in order) tell of, by (ticket, target, started)."""
    clocks: dict[Key, Folded] = {}
    for event in events:
        key = (event.ticket_id or 0, event.data["target"], datetime.fromisoformat(event.data["started"]))
        if event.kind == "sla.clock_started":
            clocks[key] = Folded(event.data["version"], event.data["priority"], event.data["seconds"])
        if key in clocks:
            HANDLERS[event.kind](clocks[key], event.data, event.at, key)
    return clocks


def of_ticket(ticket: Ticket) -> dict[Key, Folded]:
    """A ticket's clocks from its journal."""
    events = Event.objects.filter(ticket_id=ticket.pk, kind__in=list(HANDLERS), at__gte=ticket.created_at)
    return fold(events.order_by("id"))


def differences(ticket: Ticket) -> dict[Key, tuple[Folded | None, Folded | None]]:
    """Where rows and journal disagree: {clock: (row, journal)}."""
    rows = {(row.ticket_id, str(row.target), row.started_at): Folded.of(row) for row in ticket.clocks.all()}
    told = of_ticket(ticket)
    both = {key: (rows.get(key), told.get(key)) for key in rows.keys() | told.keys()}
    return {key: pair for key, pair in both.items() if pair[0] != pair[1]}


def _started(clock: Folded, data: Mapping[str, Any], at: datetime, key: Key) -> None:
    clock.running_since = None if data["paused"] else key[2]
    clock.due_at = _moment(data["due"]) or NEVER


def _paused(clock: Folded, data: Mapping[str, Any], at: datetime, key: Key) -> None:
    _close(clock, at)
    clock.due_at = NEVER


def _resumed(clock: Folded, data: Mapping[str, Any], at: datetime, key: Key) -> None:
    clock.ended_at, clock.outcome = None, Outcome.RUNNING
    clock.running_since = _moment(data["since"])
    clock.due_at = _moment(data["due"]) or NEVER


def _met(clock: Folded, data: Mapping[str, Any], at: datetime, key: Key) -> None:
    if key[1] == Target.RESOLUTION:
        _close(clock, at)
    clock.outcome = Outcome.LATE if data["late"] else Outcome.MET
    clock.ended_at, clock.due_at = at, NEVER


def _cancelled(clock: Folded, data: Mapping[str, Any], at: datetime, key: Key) -> None:
    if not data["kept"]:
        _close(clock, at)
    clock.ended_at, clock.outcome, clock.due_at = at, Outcome.CANCELLED, NEVER


def _warned(clock: Folded, data: Mapping[str, Any], at: datetime, key: Key) -> None:
    clock.warned = data["percent"]


def _breached(clock: Folded, data: Mapping[str, Any], at: datetime, key: Key) -> None:
    clock.breached_at = _moment(data["due"])


def _retargeted(clock: Folded, data: Mapping[str, Any], at: datetime, key: Key) -> None:
    clock.version, clock.priority, clock.seconds = data["version"], data["priority"], data["seconds"]
    clock.warned, clock.breached_at = data["warned"], _moment(data["breached"])
    clock.due_at = _moment(data["due"]) or NEVER


HANDLERS = {
    "sla.clock_started": _started,
    "sla.clock_paused": _paused,
    "sla.clock_resumed": _resumed,
    "sla.clock_met": _met,
    "sla.clock_cancelled": _cancelled,
    "sla.clock_warned": _warned,
    "sla.clock_breached": _breached,
    "sla.target_changed": _retargeted,
}


def _close(clock: Folded, at: datetime) -> None:
    if clock.running_since is not None and at > clock.running_since:
        clock.runs = [*clock.runs, [timing.ticks(clock.running_since), timing.ticks(at)]]
    clock.running_since = None


def _moment(said: str | None) -> datetime | None:
    return None if said is None else datetime.fromisoformat(said)
