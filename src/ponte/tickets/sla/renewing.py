"""Running clocks put under the policies and schedules as they are now: on purpose, looked at first, in steps.

A renewal is looked at (`look`) and then carried out (`carry_out`), both by a worker in batches, so that it can be
followed, stopped and taken up again at the ticket it had reached.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from ponte.events.recording import record
from ponte.lib import clock
from ponte.team import permissions
from ponte.team.models import Agent
from ponte.tickets.fields import reading
from ponte.tickets.models import NEVER, Ticket
from ponte.tickets.sla import clocks, keeping, rulebook
from ponte.tickets.sla.clocks import Bench
from ponte.tickets.sla.models import Clock, Renewal, Stage
from ponte.tickets.sla.rulebook import Rulebook

BATCH = 500
EXAMPLES = 10


class Busy(Exception):
    """Another renewal is going on."""


@transaction.atomic
def ask(*, by: Agent, at: datetime | None = None) -> Renewal:
    """Ask what a renewal would change.

    Raises:
        Busy: one is going on.
        NotPermitted.
    """
    permissions.require(by, "manage_policies")
    if Renewal.objects.select_for_update().filter(stage__in=(Stage.LOOKING, Stage.WORKING)).exists():
        raise Busy
    total = Ticket.objects.unsolved().count()
    return Renewal.objects.create(agent=by, total=total, asked_at=at or clock.now())


@transaction.atomic
def confirm(renewal: Renewal, *, by: Agent) -> bool:
    """Let a renewal that was looked at be carried out; False when it was not, or is already."""
    permissions.require(by, "manage_policies")
    asked = Renewal.objects.filter(pk=renewal.pk, stage=Stage.LOOKED)
    return asked.update(stage=Stage.WORKING, after=0, seen=0, changed=0) == 1


@transaction.atomic
def stop(renewal: Renewal, *, by: Agent) -> None:
    """End it where it is; what was done stays done."""
    permissions.require(by, "manage_policies")
    going = Renewal.objects.filter(pk=renewal.pk).exclude(stage=Stage.DONE)
    going.update(stage=Stage.STOPPED, ended_at=clock.now())


def go_on() -> bool:
    """Take the renewal that waits a batch further; False when there is none. Any worker, one at a time."""
    with transaction.atomic():
        held = Renewal.objects.select_for_update(skip_locked=True)
        renewal = held.filter(stage__in=(Stage.LOOKING, Stage.WORKING)).order_by("pk").first()
        if renewal is None:
            return False
        step(renewal)
        return True


def step(renewal: Renewal) -> None:
    """One batch of a held renewal."""
    at, writes = clock.now(), renewal.stage == Stage.WORKING
    rows = Ticket.objects.unsolved().filter(pk__gt=renewal.after).select_related("state").order_by("pk")
    tickets = list(rows.select_for_update(of=("self",))[:BATCH] if writes else rows[:BATCH])
    for ticket, old in renew(tickets, at=at, writes=writes):
        renewal.changed += 1
        if not writes and len(renewal.examples) < EXAMPLES:
            renewal.examples.append([ticket.pk, _said(old), _said(ticket.due_at)])
    renewal.seen += len(tickets)
    if len(tickets) == BATCH:
        renewal.after = tickets[-1].pk
    elif writes:
        renewal.stage, renewal.ended_at = Stage.DONE, at
        who = renewal.agent or "system"
        record("policy.applied", by=who, subject="policies", at=at, changed=renewal.changed, seen=renewal.seen)
    else:
        renewal.stage = Stage.LOOKED
    renewal.save()


def renew(tickets: Sequence[Ticket], *, at: datetime, writes: bool) -> list[tuple[Ticket, datetime]]:
    """Work out the deadlines of held tickets anew; returns those whose deadline moved, with the old one."""
    book, outcome = rulebook.current(), keeping.Outcome()
    reading.remember(tickets)
    found = Clock.objects.filter(ticket__in=tickets).order_by("pk")
    known: dict[int, list[Clock]] = {ticket.pk: [] for ticket in tickets}
    for row in found.select_for_update() if writes else found:
        known[row.ticket_id].append(row)
        outcome.before[row.pk] = keeping.state_of(row)
    moved = []
    for ticket in tickets:
        old = ticket.due_at
        bench = Bench(ticket, ticket.state.pauses_deadlines, known[ticket.pk], book, at, [])
        _renew_one(bench, book)
        ticket.due_at = keeping.first_due(ticket, bench.clocks)
        outcome.benches.append(bench)
        if ticket.due_at != old:
            moved.append((ticket, old))
    if writes:
        outcome.write()
        Ticket.objects.bulk_update([ticket for ticket, _ in moved], ["due_at"], batch_size=BATCH)
    return moved


def _renew_one(bench: Bench, book: Rulebook) -> None:
    ruling = book.ruling(bench.ticket, bench.at)
    for row in bench.clocks:
        if row.is_live and (ruling is None or clocks.would_differ(bench, row, ruling)):
            clocks.put_under(bench, row, ruling)
    clocks.advance(bench)


def _said(moment: datetime) -> str | None:
    return None if moment == NEVER else moment.isoformat()
