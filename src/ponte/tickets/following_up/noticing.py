"""What other behaviours mean for follow-ups; they call it in their own transaction, with the ticket held."""

from __future__ import annotations

from datetime import datetime

from ponte.events.recording import Actor
from ponte.tickets.following_up import promising, snoozing
from ponte.tickets.following_up.models import FollowUp, Kind, Outcome
from ponte.tickets.models import NEVER, Ticket
from ponte.tickets.states import StateType


def customer_wrote(held: Ticket, *, by: Actor | str, at: datetime) -> None:
    """A ticket that sleeps comes back."""
    snoozing.end(held, Outcome.REPLY, by=by, at=at)


def answered(held: Ticket, *, by: Actor | str, at: datetime) -> None:
    """A public reply keeps the promise, and deals with a ticket that came back from snooze."""
    promising.answer(held, by=by, at=at)
    _deal_with_woken(held, at)


def state_entered(held: Ticket, *, by: Actor | str, at: datetime) -> None:
    """A solved ticket neither sleeps nor owes an answer."""
    if held.state_type >= StateType.SOLVED:
        snoozing.end(held, Outcome.CANCELLED, by=by, at=at)
        promising.answer(held, by=by, at=at)
        _deal_with_woken(held, at)


def answer_withdrawn(held: Ticket, *, answered_at: datetime) -> None:
    """A reply that is taken back leaves the promise open again (`held` is not saved)."""
    for row in FollowUp.objects.filter(ticket=held, ended_at=answered_at).exclude(kind=Kind.REMINDER):
        others = FollowUp.objects.filter(ticket=held, kind=row.kind).unfinished()
        if others.exists():
            continue
        row.ended_at = None
        row.outcome = Outcome.OPEN if row.fired_at is None else _OUTCOME_WHEN_RUNG[Kind(row.kind)]
        row.save(update_fields=["ended_at", "outcome"])
        if row.kind == Kind.PROMISE:
            held.promise_due_at = row.due_at
        elif row.fired_at is None:
            held.wakes_at = row.due_at or NEVER


_OUTCOME_WHEN_RUNG = {Kind.PROMISE: Outcome.BROKEN, Kind.SNOOZE: Outcome.MOMENT}


def _deal_with_woken(held: Ticket, at: datetime) -> None:
    FollowUp.objects.filter(ticket=held, kind=Kind.SNOOZE).rung().update(ended_at=at)
