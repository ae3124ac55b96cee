"""Who has read how far."""

from __future__ import annotations

from collections.abc import Sequence

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
    Reading.objects.update_or_create(ticket=ticket, agent=by, defaults={"message_id": 0})


def has_read(ticket: Ticket, *, by: Agent) -> bool:
    """Whether `by` has seen the last message."""
    return Reading.objects.filter(ticket=ticket, agent=by, message_id__gte=ticket.last_message_id or 0).exists()


def unread_of(tickets: Sequence[tuple[int, int | None, bool]], *, by: Agent) -> set[int]:
    """The ids of those with messages that `by` has not seen; one query.

    Each is (id, id of its last message, whether the customer spoke last). What `by` never opened is news only
    while the customer waits for us.
    """
    if not tickets:
        return set()
    read = dict(
        Reading.objects.filter(agent=by, ticket__in=[pk for pk, _, _ in tickets]).values_list(
            "ticket_id", "message_id"
        )
    )
    return {pk for pk, last, theirs in tickets if (theirs if pk not in read else (last or 0) > read[pk])}
