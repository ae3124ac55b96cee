"""Applying a macro, and snoozing, on many."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from ponte.team.models import Agent
from ponte.tickets.bulk.actions import register
from ponte.tickets.following_up import snoozing
from ponte.tickets.macros import applying
from ponte.tickets.macros.models import Macro
from ponte.tickets.models import Ticket


def _macro(value: str, by: Agent) -> Callable[[Ticket], object]:
    """The macro's changes; its text is for people to send, so nothing is written to customers."""
    macro = Macro.objects.active().visible_to(by).filter(pk=int(value)).first()
    if macro is None:
        raise ValueError(value)
    return lambda ticket: applying.apply(macro, ticket, by=by)


def _snooze(value: str, by: Agent) -> Callable[[Ticket], object]:
    """`value`: a moment in ISO form, with its zone; "" wakes."""
    if not value:
        return lambda ticket: snoozing.wake(ticket, by=by)
    until = datetime.fromisoformat(value)
    if until.tzinfo is None:
        raise ValueError(value)
    return lambda ticket: snoozing.snooze(ticket, until, by=by)


def _sleeps(ticket: Ticket, value: str, by: Agent) -> str:
    return ticket.wakes_at.isoformat() if ticket.wakes_at else ""


register("macro", lambda ticket, value, by: "", _macro, final=True)
register("snooze", _sleeps, _snooze)
