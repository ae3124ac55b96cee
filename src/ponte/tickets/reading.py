"""Who has read how far."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from ponte.team.models import Agent
from ponte.tickets.models import Reading, Ticket


def mark_read(ticket: Ticket, *, by: Agent, up_to: int) -> None:
    """Remember that `by` saw messages up to this id; never goes back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO tickets_reading (ticket_id, agent_id, message_id) VALUES (%s, %s, %s)"
            " ON CONFLICT (agent_id, ticket_id) DO UPDATE"
            " SET message_id = greatest(tickets_reading.message_id, excluded.message_id)",
            [ticket.pk, by.pk, up_to],
        )


def mark_unread(ticket: Ticket, *, by: Agent) -> None:
    """Show the ticket as unread again."""
    Reading.objects.filter(ticket=ticket, agent=by).delete()


def unread_among(tickets: Iterable[Ticket], *, by: Agent) -> set[int]:
    """The ids of those with messages that `by` has not seen; one query."""
    rows = list(tickets)
    read = dict(
        Reading.objects.filter(agent=by, ticket__in=[row.pk for row in rows]).values_list("ticket_id", "message_id")
    )
    return {row.pk for row in rows if (row.last_message_id or 0) > read.get(row.pk, 0)}
