"""Who has read how far."""

from __future__ import annotations

from django.db import connection
from django.db.models import OuterRef, Subquery

from ponte.team.models import Agent
from ponte.tickets.models import Reading, Ticket
from ponte.tickets.querysets import TicketQuerySet


def mark_read(ticket: Ticket, *, by: Agent, up_to: int) -> None:
    """Remember that `by` saw messages up to this id; never goes back.

    Of a ticket that was read by `with_reading` it is known whether there is anything to write.
    """
    known = ticket.__dict__.get("read_up_to")
    if known is not None and known >= up_to:
        return
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


def with_reading(tickets: TicketQuerySet, *, by: Agent) -> TicketQuerySet:
    """The same, each with `read_up_to`: the last message that `by` saw, None for a ticket they never opened."""
    mine = Reading.objects.filter(agent=by, ticket=OuterRef("pk"))
    return tickets.annotate(read_up_to=Subquery(mine.values("message_id")[:1]))


def is_news(last: int | None, theirs: bool, read_up_to: int | None) -> bool:
    """Whether there are messages not seen yet: `last` is the newest, `theirs` whether the customer spoke last.

    What was never opened is news only while the customer waits for us.
    """
    return theirs if read_up_to is None else (last or 0) > read_up_to
