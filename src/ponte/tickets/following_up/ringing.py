"""When a moment comes: sleepers come back, reminders speak, promises are broken. One indexed query finds them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from ponte.events.recording import SYSTEM, record
from ponte.lib import clock
from ponte.tickets import changing
from ponte.tickets.choosing_states import default_state
from ponte.tickets.following_up.models import FollowUp, Kind, Outcome
from ponte.tickets.locking import hold
from ponte.tickets.models import Ticket
from ponte.tickets.sla import keeping
from ponte.tickets.states import StateType

EVERY = 1.0  # seconds between looks
BATCH = 200


def run_forever(stop: threading.Event) -> None:
    """Look every second until `stop` is set; any number of workers may."""
    while not stop.is_set():
        while ring() == BATCH:
            pass
        stop.wait(EVERY)


def ring(at: datetime | None = None) -> int:
    """Deal with what is due at `at`, the oldest first; returns how many were looked at."""
    at = at or clock.now()
    due = FollowUp.objects.to_come().filter(due_at__lte=at).order_by("due_at", "pk")
    rows = list(due.select_related("ticket")[:BATCH])
    for row in rows:
        _ring_one(row, at)
    return len(rows)


@transaction.atomic
def _ring_one(row: FollowUp, at: datetime) -> None:
    # The ticket first, as every behaviour does, so that none waits for another crosswise.
    held = hold(row.ticket)
    if FollowUp.objects.filter(pk=row.pk).to_come().update(fired_at=at) == 1:
        RINGERS[Kind(row.kind)](held, row, at)


def _wake(held: Ticket, row: FollowUp, at: datetime) -> None:
    FollowUp.objects.filter(pk=row.pk).update(outcome=Outcome.MOMENT)
    held.wakes_at = None
    if StateType.OPEN < held.state_type < StateType.SOLVED:
        changing.enter_state(held, default_state(StateType.OPEN), by=SYSTEM, at=at)
        keeping.keep(held, at=at, changed=("state",))
    held.updated_at = at
    held.save(update_fields=["wakes_at", "state", "state_type", "due_at", "updated_at"])
    record("ticket.woken", by=SYSTEM, subject=held.journal_name, ticket=held.pk, at=at, why=str(Outcome.MOMENT))


def _speak(held: Ticket, row: FollowUp, at: datetime) -> None:
    record(
        "ticket.reminder_due",
        by=SYSTEM,
        subject=held.journal_name,
        ticket=held.pk,
        at=at,
        agent=row.agent_id,
        due=_iso(row),
        follow_up=row.pk,
    )


def _break(held: Ticket, row: FollowUp, at: datetime) -> None:
    FollowUp.objects.filter(pk=row.pk).update(outcome=Outcome.BROKEN)
    record("ticket.promise_broken", by=SYSTEM, subject=held.journal_name, ticket=held.pk, at=at, due=_iso(row))


def _iso(row: FollowUp) -> str:
    return row.due_at.isoformat() if row.due_at else ""


RINGERS: dict[Kind, Callable[[Ticket, FollowUp, datetime], None]] = {
    Kind.SNOOZE: _wake,
    Kind.REMINDER: _speak,
    Kind.PROMISE: _break,
}
