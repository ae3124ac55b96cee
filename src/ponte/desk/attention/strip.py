"""What the watch says of one ticket."""

from __future__ import annotations

from ponte.team.models import Agent
from ponte.tickets.models import Ticket
from ponte.tickets.states import LAST_UNSOLVED
from ponte.tickets.watching.models import GRAVITY, Finding, Reason

SAID_ALREADY = (Reason.PROMISE, Reason.SNOOZE)  # by the follow-up itself


def read(ticket: Ticket, agent: Agent) -> list[Finding] | None:
    """The ticket's findings, the gravest first; None when there are none."""
    if ticket.state_type > LAST_UNSOLVED:
        return None
    rows = Finding.objects.filter(ticket=ticket).exclude(reason__in=SAID_ALREADY).shown()
    found = sorted(rows, key=lambda each: GRAVITY[each.reason])
    return found or None
