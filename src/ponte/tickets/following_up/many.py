"""Follow-ups as changes of several tickets at once: a moment in ISO form, "reply", or "none"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.following_up import moments, reminding, snoozing
from ponte.tickets.following_up.errors import NotToCome
from ponte.tickets.following_up.models import FollowUp, Kind, Outcome
from ponte.tickets.models import NEVER, Ticket

NONE, REPLY = "none", "reply"


def wakes(ticket: Ticket, value: str, by: Agent) -> str:
    """Until when the ticket sleeps."""
    if ticket.wakes_at is None:
        return NONE
    return REPLY if ticket.wakes_at == NEVER else ticket.wakes_at.isoformat()


def snooze(value: str, by: Agent) -> Callable[[Ticket], object]:
    """Put tickets off; "none" brings them back.

    Raises:
        ValueError: this is no moment that is to come.
    """
    if value == NONE:
        return lambda ticket: snoozing.wake(ticket, by=by)
    until = None if value == REPLY else _moment(value)
    return lambda ticket: snoozing.snooze(ticket, until, by=by)


def reminds(ticket: Ticket, value: str, by: Agent) -> str:
    """`value` where the actor has (or, with "-", has not) a reminder at that moment, else its opposite."""
    wanted, plain = not value.startswith("-"), value.removeprefix("-")
    at = datetime.fromisoformat(plain)
    rows = FollowUp.objects.filter(ticket=ticket, kind=Kind.REMINDER, agent=by, due_at=at)
    if rows.unfinished().exists() == wanted:
        return value
    return f"-{plain}" if wanted else plain


def remind(value: str, by: Agent) -> Callable[[Ticket], object]:
    """Remind the actor of each; "-" before the moment takes it back.

    Raises:
        ValueError: this is no moment that is to come.
    """
    if value.startswith("-"):
        at = datetime.fromisoformat(value[1:])
        return lambda ticket: _take_back(ticket, at, by)
    due = _moment(value)
    return lambda ticket: reminding.remind(ticket, due, by=by)


def _moment(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError(value)
    try:
        return moments.sound(moment, clock.now())
    except NotToCome:
        raise ValueError(value) from None


def _take_back(ticket: Ticket, at: datetime, by: Agent) -> None:
    for row in FollowUp.objects.filter(ticket=ticket, kind=Kind.REMINDER, agent=by, due_at=at).unfinished():
        reminding.finish(row, by=by, outcome=Outcome.CANCELLED)
