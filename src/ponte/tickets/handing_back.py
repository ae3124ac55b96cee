"""The unsolved tickets of somebody who leaves: nobody's again, with their team."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ponte.events.recording import Actor
from ponte.team.models import Agent
from ponte.tickets import changing
from ponte.tickets.models import Ticket
from ponte.tickets.querysets import TicketQuerySet
from ponte.tickets.states import StateType


def held_by(agent: Agent) -> TicketQuerySet:
    """The unsolved tickets that are the agent's."""
    return Ticket.objects.filter(assignee=agent, state_type__lt=StateType.SOLVED)


@transaction.atomic
def hand_back(agent: Agent, *, by: Actor | str, at: datetime | None = None) -> int:
    """Make the agent's unsolved tickets nobody's; their team stays. Returns how many."""
    tickets = list(held_by(agent).order_by("pk"))
    for ticket in tickets:
        changing.assign(ticket, None, by=by, at=at)
    return len(tickets)
