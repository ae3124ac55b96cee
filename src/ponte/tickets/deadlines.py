"""When the next answer is due. One plain target a priority, until policies are set up."""

from __future__ import annotations

from datetime import datetime, timedelta

from ponte.tickets.models import NEVER, State, Ticket
from ponte.tickets.states import Priority

REPLY_TARGETS = {
    Priority.URGENT: timedelta(hours=1),
    Priority.HIGH: timedelta(hours=4),
    Priority.NORMAL: timedelta(hours=8),
    Priority.LOW: timedelta(hours=24),
}


def due_at(
    waiting_since: datetime | None, priority: int, paused: bool, promise_due_at: datetime | None = None
) -> datetime:
    """By when the customer should have an answer: the target or what was promised; `NEVER` when no clock runs."""
    target = NEVER if waiting_since is None or paused else waiting_since + REPLY_TARGETS[Priority(priority)]
    return min(target, promise_due_at or NEVER)


def refresh(ticket: Ticket, state: State | None = None) -> None:
    """Set `ticket.due_at` (not saved) after its state, priority or waiting changed."""
    state = state or ticket.state
    ticket.due_at = due_at(ticket.waiting_since, ticket.priority, state.pauses_deadlines, ticket.promise_due_at)
