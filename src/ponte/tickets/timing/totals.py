"""How long it took, by person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum

from ponte.team.models import Agent
from ponte.tickets.models import Ticket
from ponte.tickets.timing.models import TimeEntry


@dataclass(frozen=True)
class Share:
    """One person's part, in seconds."""

    agent: int
    name: str
    seconds: int


def on_ticket(ticket: Ticket) -> list[Share]:
    """Who worked how long on it, the most first; one query."""
    rows = TimeEntry.objects.filter(ticket=ticket, seconds__gt=0).values("agent_id", "agent__name")
    found = rows.annotate(total=Sum("seconds")).order_by("-total", "agent__name")
    return [Share(row["agent_id"], row["agent__name"], row["total"]) for row in found]


def of_agent(agent: Agent, start: datetime, end: datetime) -> int:
    """Seconds that this person worked on tickets, by entries that began in the period."""
    rows = TimeEntry.objects.filter(agent=agent, started_at__gte=start, started_at__lt=end)
    return int(rows.aggregate(total=Sum("seconds"))["total"] or 0)
