"""By when the customer was promised an answer. The next answer keeps it; a moment that passes breaks it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from ponte.events.recording import Actor, record
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.following_up import moments
from ponte.tickets.following_up.errors import Finished
from ponte.tickets.following_up.models import FollowUp, Kind, Outcome
from ponte.tickets.locking import hold, hold_open, require_writer
from ponte.tickets.models import Ticket
from ponte.tickets.sla import keeping
from ponte.tickets.states import StateType

SAME_BREATH = timedelta(minutes=15)  # an answer so soon after is the one that makes the promise, not that keeps it
FIELDS = ["promise_due_at", "due_at"]


@transaction.atomic
def promise(ticket: Ticket, due: datetime, *, by: Agent, note: str = "", at: datetime | None = None) -> FollowUp:
    """Note that the customer was promised an answer by `due`. A promise before is replaced.

    Raises:
        ClosedTicket, Finished, NotAllowed, NotToCome: nothing was changed.
    """
    require_writer(by)
    at = at or clock.now()
    moments.sound(due, at)
    held = hold_open(ticket)
    if held.state_type >= StateType.SOLVED:
        raise Finished
    _end(held, at)
    made = FollowUp.objects.create(
        kind=Kind.PROMISE, ticket=held, agent=by, due_at=due, note=note.strip()[:500], made_at=at
    )
    held.promise_due_at = due
    keeping.refresh_due(held)
    held.save(update_fields=FIELDS)
    record("ticket.promised", by=by, subject=held.journal_name, ticket=held.pk, at=at, due=due.isoformat())
    return made


@transaction.atomic
def withdraw(ticket: Ticket, *, by: Agent, at: datetime | None = None) -> bool:
    """Take the promise back; returns whether there was one. A broken one stays on record as broken."""
    require_writer(by)
    at = at or clock.now()
    held = hold(ticket)
    due = _end(held, at)
    if due is None:
        return False
    _clear(held)
    held.save(update_fields=FIELDS)
    record("ticket.promise_withdrawn", by=by, subject=held.journal_name, ticket=held.pk, at=at, due=due.isoformat())
    return True


@transaction.atomic
def keep(ticket: Ticket, *, by: Agent, at: datetime | None = None) -> bool:
    """Say that the promise was kept by other means, such as a call; returns whether there was one."""
    require_writer(by)
    held = hold(ticket)
    kept = answer(held, by=by, at=at or clock.now(), same_breath=timedelta())
    held.save(update_fields=FIELDS)
    return kept


def answer(held: Ticket, *, by: Actor | str, at: datetime, same_breath: timedelta = SAME_BREATH) -> bool:
    """The customer of a held ticket (not saved) was answered; returns whether that ended a promise."""
    if held.promise_due_at is None:
        return False
    row = FollowUp.objects.filter(ticket=held, kind=Kind.PROMISE).unfinished().first()
    if row is None or row.due_at is None or at - row.made_at < same_breath:
        return False
    row.outcome = Outcome.BROKEN if row.fired_at or at > row.due_at else Outcome.KEPT
    row.ended_at = at
    row.save(update_fields=["outcome", "ended_at"])
    _clear(held)
    record(
        "ticket.promise_kept",
        by=by,
        subject=held.journal_name,
        ticket=held.pk,
        at=at,
        due=row.due_at.isoformat(),
        late=row.outcome == Outcome.BROKEN,
    )
    return True


def _end(held: Ticket, at: datetime) -> datetime | None:
    """Close the open promise without an answer; returns by when it was."""
    row = FollowUp.objects.filter(ticket=held, kind=Kind.PROMISE).unfinished().first()
    if row is None:
        return None
    row.ended_at, row.outcome = at, Outcome.BROKEN if row.fired_at else Outcome.CANCELLED
    row.save(update_fields=["ended_at", "outcome"])
    return row.due_at


def _clear(held: Ticket) -> None:
    held.promise_due_at = None
    keeping.refresh_due(held)
