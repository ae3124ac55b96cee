"""What a ticket's page says of its escalation."""

from __future__ import annotations

from ponte.desk.ticket.belongings import has
from ponte.search.statements import Statement, number
from ponte.team.models import Agent
from ponte.tickets.escalating.models import Escalation
from ponte.tickets.models import Ticket

_open: Statement[Escalation] = Statement(
    lambda: (
        Escalation.objects.filter(ticket=number("ticket"))
        .unfinished()
        .select_related("to_team", "to_agent", "taken_by", "asked_by", "owner")
        .order_by("pk")[:1]
    )
)


def may_escalate(ticket: Ticket, agent: Agent) -> bool | None:
    """Whether the menu offers it."""
    return True if agent.may_write and not ticket.is_closed else None


def read(ticket: Ticket, agent: Agent) -> Escalation | None:
    """The open escalation; None when there is none."""
    found: Escalation | None = _open.row(ticket=ticket.pk) if has(ticket, "escalations") else None
    return found
