"""Which paths a ticket may take."""

from __future__ import annotations

from django.db.models import Q

from ponte.tickets.escalating.models import Path
from ponte.tickets.models import Ticket


def open_to(ticket: Ticket) -> list[Path]:
    """The paths from the ticket's team or from any, that do not lead where it is already."""
    here = Q(from_team__isnull=True)
    if ticket.team_id:
        here |= Q(from_team=ticket.team_id)
    rows = Path.objects.filter(here, is_active=True).filter(Q(to_team__is_active=True) | Q(to_agent__is_active=True))
    if ticket.team_id:
        rows = rows.exclude(to_team=ticket.team_id)
    return list(rows.select_related("to_team", "to_agent", "from_team"))
