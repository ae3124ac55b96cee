"""What a ticket's page says of its escalation."""

from __future__ import annotations

from ponte.team.models import Agent
from ponte.tickets.escalating.models import Escalation
from ponte.tickets.models import Ticket


def may_escalate(ticket: Ticket, agent: Agent) -> bool | None:
    """Whether the menu offers it."""
    return True if agent.may_write and not ticket.is_closed else None


def read(ticket: Ticket, agent: Agent) -> Escalation | None:
    """The open escalation; None when there is none."""
    rows = Escalation.objects.filter(ticket=ticket).unfinished()
    return rows.select_related("to_team", "to_agent", "taken_by", "asked_by", "owner").first()
