"""Somebody has a ticket before their eyes: its messages are read, and what was told of it is seen."""

from __future__ import annotations

from ponte.channels.notices import reading as notices
from ponte.desk.inbox import numbers
from ponte.team.models import Agent
from ponte.tickets import reading
from ponte.tickets.models import Ticket


def see(ticket: Ticket, agent: Agent) -> None:
    """Of a ticket that was found by `finding.ticket_for` it is known what there is to write: mostly nothing."""
    if ticket.last_message_id:
        reading.mark_read(ticket, by=agent, up_to=ticket.last_message_id)
    if ticket.__dict__.get("has_notices", True):
        notices.mark_ticket(ticket, by=agent)
        numbers.forget(agent)
