"""How long it took, by person."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Sum

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
