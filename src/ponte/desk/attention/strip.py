"""What the watch says of one ticket."""

from __future__ import annotations

from ponte.desk.ticket.belongings import has
from ponte.lib import clock
from ponte.search.statements import Statement, moment, number
from ponte.team.models import Agent
from ponte.tickets.models import Ticket
from ponte.tickets.states import LAST_UNSOLVED
from ponte.tickets.watching.models import GRAVITY, Finding, Reason

SAID_ALREADY = (Reason.PROMISE, Reason.SNOOZE)  # by the follow-up itself

_shown: Statement[Finding] = Statement(
    lambda: Finding.objects.filter(ticket=number("ticket")).exclude(reason__in=SAID_ALREADY).shown(moment("now"))
)


def read(ticket: Ticket, agent: Agent) -> list[Finding] | None:
    """The ticket's findings, the gravest first; None when there are none."""
    if ticket.state_type > LAST_UNSOLVED or not has(ticket, "findings"):
        return None
    found: list[Finding] = sorted(
        _shown.rows(ticket=ticket.pk, now=clock.now()), key=lambda each: GRAVITY[each.reason]
    )
    return found or None
