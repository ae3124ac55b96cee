"""The events of clocks: enough in each that all of them together give the clocks again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ponte.events.recording import SYSTEM, Entry
from ponte.tickets.models import NEVER
from ponte.tickets.sla.models import Clock


@dataclass(frozen=True)
class Told:
    """Something that happened to a clock, not recorded yet."""

    kind: str
    ticket: int
    at: datetime
    data: Mapping[str, Any]

    def entry(self) -> Entry:
        """For the journal."""
        return Entry(self.kind, SYSTEM, f"ticket:{self.ticket}", ticket=self.ticket, at=self.at, data=self.data)


def started(clock: Clock, at: datetime) -> Told:
    return _told("sla.clock_started", clock, at, paused=clock.running_since is None, **_promise(clock))


def paused(clock: Clock, at: datetime) -> Told:
    return _told("sla.clock_paused", clock, at)


def resumed(clock: Clock, at: datetime) -> Told:
    """`since`: from when it runs; None when it is live again and still paused."""
    return _told("sla.clock_resumed", clock, at, since=_said(clock.running_since), due=_due(clock))


def met(clock: Clock, at: datetime, late: int) -> Told:
    """`late`: business seconds beyond the target, 0 when in time."""
    return _told("sla.clock_met", clock, at, late=late)


def cancelled(clock: Clock, at: datetime, kept: bool) -> Told:
    """`kept`: should it come back, it runs as if it had never stopped."""
    return _told("sla.clock_cancelled", clock, at, kept=kept)


def warned(clock: Clock, at: datetime, percent: int) -> Told:
    return _told("sla.clock_warned", clock, at, percent=percent, due=_due(clock))


def breached(clock: Clock, at: datetime) -> Told:
    return _told("sla.clock_breached", clock, at, due=_due(clock))


def target_changed(clock: Clock, at: datetime) -> Told:
    return _told(
        "sla.target_changed",
        clock,
        at,
        warned=clock.warned,
        breached=_said(clock.breached_at),
        **_promise(clock),
    )


def _promise(clock: Clock) -> dict[str, Any]:
    return {
        "policy": clock.version.policy_id,
        "version": clock.version_id,
        "priority": int(clock.priority),
        "seconds": clock.seconds,
        "due": _due(clock),
    }


def _told(kind: str, clock: Clock, at: datetime, **data: Any) -> Told:
    named = {"target": str(clock.target), "started": clock.started_at.isoformat()}
    return Told(kind, clock.ticket_id, at, {**named, **data})


def _due(clock: Clock) -> str | None:
    return None if clock.due_at == NEVER else clock.due_at.isoformat()


def _said(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
