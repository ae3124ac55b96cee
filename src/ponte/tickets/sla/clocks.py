"""What follows for a ticket's clocks from how the ticket stands: pure, so that life, demo and replay agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ponte.tickets.models import NEVER, Ticket
from ponte.tickets.sla import telling, timing
from ponte.tickets.sla.models import Clock, Outcome, PolicyVersion, Target
from ponte.tickets.sla.rulebook import Rulebook
from ponte.tickets.sla.telling import Told
from ponte.tickets.states import StateType

REPLIES = (Target.FIRST, Target.NEXT)


@dataclass
class Bench:
    """A ticket, all its clocks in the order of their start, and what has been told about them at `at`.

    `moved`: messages came or went by a merge or a split; a wait that is gone then was not answered.
    """

    ticket: Ticket
    pauses: bool
    clocks: list[Clock]
    rulebook: Rulebook
    at: datetime
    told: list[Told]
    moved: bool = False

    def live(self, *targets: str) -> Clock | None:
        """The running or paused clock of one of these targets."""
        return next((clock for clock in reversed(self.clocks) if clock.is_live and clock.target in targets), None)

    def before(self, started: datetime, *targets: str) -> Clock | None:
        """The ended clock that ran from this very beginning."""
        return next((one for one in self.clocks if one.started_at == started and one.target in targets), None)


def advance(bench: Bench, *, rematch: bool = False) -> None:
    """Start, end, pause, resume and retarget clocks so that they fit the ticket; earlier breaches are told first.

    `rematch`: something that policies depend on has changed; running clocks may come under another policy.
    """
    expire(bench, before=True)
    if rematch:
        _retarget(bench)
    ticket = bench.ticket
    finished = ticket.state_type >= StateType.SOLVED
    waits = ticket.waiting_since is not None and not finished and not ticket.is_spam
    reply = bench.live(*REPLIES)
    if reply and (not waits or reply.started_at != ticket.waiting_since):
        answered = ticket.waiting_since is None and not ticket.is_spam and not bench.moved
        _end(bench, reply, answered)
        reply = None
    if waits and reply is None and ticket.waiting_since is not None:
        kind = Target.NEXT if ticket.first_replied_at else Target.FIRST
        _begin(bench, bench.before(ticket.waiting_since, *REPLIES), kind, ticket.waiting_since)
    resolution = bench.live(Target.RESOLUTION)
    unsolved = not finished and not ticket.is_spam
    if resolution and not unsolved:
        _end(bench, resolution, not ticket.is_spam and not bench.moved)
    elif unsolved and resolution is None:
        before = bench.before(ticket.created_at, Target.RESOLUTION)
        _begin(bench, before, Target.RESOLUTION, ticket.created_at)
    for clock in bench.clocks:
        if clock.is_live and bench.pauses is not clock.is_paused:
            _pause(bench, clock) if bench.pauses else _resume(bench, clock)
    expire(bench)


def due_at(clocks: Sequence[Clock]) -> datetime:
    """What breaks first among them."""
    return min((clock.due_at for clock in clocks), default=NEVER)


def expire(bench: Bench, *, before: bool = False) -> None:
    """Tell every warning and breach whose moment has come by `bench.at`; `before`: only what came earlier."""
    for clock in bench.clocks:
        while clock.next_at is not None and (clock.next_at < bench.at or (clock.next_at == bench.at and not before)):
            version = bench.rulebook.version(clock.version_id)
            moment = clock.next_at if clock.running_since and clock.next_at >= clock.running_since else bench.at
            percent = timing.next_warning(clock, version.warn_at)
            if percent is not None:
                clock.warned = percent
                bench.told.append(telling.warned(clock, moment, percent))
            else:
                clock.breached_at = clock.due_at
                bench.told.append(telling.breached(clock, moment))
            timing.schedule(clock, bench.rulebook.time_of(clock.version_id), version.warn_at)


def _begin(bench: Bench, before: Clock | None, target: str, started: datetime) -> None:
    """Start a clock; one that ran from the same beginning goes on instead, with what it has used."""
    version = bench.rulebook.ruling(bench.ticket, bench.at)
    seconds = version.seconds(target, bench.ticket.priority) if version else None
    if version is None or seconds is None:
        return
    if before is not None:
        _revive(bench, before, version)
        return
    clock = Clock(
        ticket=bench.ticket,
        target=target,
        version=version,
        priority=int(bench.ticket.priority),
        seconds=seconds,
        started_at=started,
        runs=[],
        running_since=None if bench.pauses else started,
    )
    timing.schedule(clock, bench.rulebook.time_of(version.pk), version.warn_at)
    bench.clocks.append(clock)
    bench.told.append(telling.started(clock, max(started, bench.ticket.created_at)))


def _revive(bench: Bench, clock: Clock, version: PolicyVersion) -> None:
    """A reply was taken back, or the ticket was opened again: no clock begins anew."""
    clock.ended_at, clock.outcome = None, Outcome.RUNNING
    if clock.running_since is None and not bench.pauses:
        clock.running_since = bench.at
    _reschedule(bench, clock)
    bench.told.append(telling.resumed(clock, bench.at))
    if version.policy_id != bench.rulebook.version(clock.version_id).policy_id:
        _set_target(bench, clock, version)


def _end(bench: Bench, clock: Clock, done: bool) -> None:
    at = bench.at
    if done:
        # A reply leaves the open stretch as it is, so that one taken back goes on as if never sent.
        if clock.target == Target.RESOLUTION:
            _close_run(clock, at)
        used = timing.used(clock, bench.rulebook.time_of(clock.version_id), at)
        late = used - timedelta(seconds=clock.seconds)
        clock.outcome = Outcome.LATE if late > timedelta() else Outcome.MET
        bench.told.append(telling.met(clock, at, max(0, round(late.total_seconds()))))
    else:
        # A merge that is undone, or a customer who was no spam, finds the wait as it was: they did wait.
        kept = bench.moved or bench.ticket.is_spam
        if not kept:
            _close_run(clock, at)
        clock.outcome = Outcome.CANCELLED
        bench.told.append(telling.cancelled(clock, at, kept))
    clock.ended_at, clock.due_at, clock.next_at = at, NEVER, None


def _pause(bench: Bench, clock: Clock) -> None:
    _close_run(clock, bench.at)
    _reschedule(bench, clock)
    bench.told.append(telling.paused(clock, bench.at))


def _resume(bench: Bench, clock: Clock) -> None:
    clock.running_since = bench.at
    _reschedule(bench, clock)
    bench.told.append(telling.resumed(clock, bench.at))


def _close_run(clock: Clock, at: datetime) -> None:
    if clock.running_since is not None:
        if at > clock.running_since:
            clock.runs = [*clock.runs, [timing.ticks(clock.running_since), timing.ticks(at)]]
        clock.running_since = None


def _retarget(bench: Bench) -> None:
    """Bring live clocks under the policy that rules now; the time that they have used stays used."""
    live = [clock for clock in bench.clocks if clock.is_live]
    if not live:
        return
    version = bench.rulebook.ruling(bench.ticket, bench.at)
    for clock in live:
        old = bench.rulebook.version(clock.version_id)
        same = version is not None and version.policy_id == old.policy_id
        if not same or clock.priority != bench.ticket.priority:
            _set_target(bench, clock, version)


def _set_target(bench: Bench, clock: Clock, version: PolicyVersion | None) -> None:
    """Another promise for the same wait; without one the clock is cancelled."""
    seconds = version.seconds(clock.target, bench.ticket.priority) if version else None
    if version is None or seconds is None:
        _end(bench, clock, False)
        return
    clock.version, clock.priority, clock.seconds = version, int(bench.ticket.priority), seconds
    time = bench.rulebook.time_of(version.pk)
    share = timing.used(clock, time, bench.at) / timedelta(seconds=seconds)
    clock.warned = max((percent for percent in version.warn_at if percent <= share * 100), default=0)
    if share < 1:
        clock.breached_at = None
    _reschedule(bench, clock)
    bench.told.append(telling.target_changed(clock, bench.at))


def put_under(bench: Bench, clock: Clock, version: PolicyVersion | None) -> None:
    """Bring a live clock under a version on purpose: a policy was changed, and running clocks are to follow."""
    _set_target(bench, clock, version)


def would_differ(bench: Bench, clock: Clock, version: PolicyVersion) -> bool:
    """Whether this version, or the schedule as it is now, would give a live clock another deadline."""
    if clock.version_id != version.pk or clock.priority != bench.ticket.priority:
        return True
    return timing.due(clock, bench.rulebook.time_of(version.pk)) != clock.due_at


def _reschedule(bench: Bench, clock: Clock) -> None:
    version = bench.rulebook.version(clock.version_id)
    timing.schedule(clock, bench.rulebook.time_of(version.pk), version.warn_at)
