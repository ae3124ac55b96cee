"""What happens on a ticket is looked at within a second, so that a mended one goes at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from ponte.events.consuming import consumer
from ponte.events.models import Event
from ponte.lib import clock
from ponte.tickets.watching import looking

KINDS = (
    "ticket.created",
    "ticket.message_received",
    "ticket.replied",
    "ticket.noted",
    "ticket.state_changed",
    "ticket.reopened",
    "ticket.assigned",
    "ticket.moved",
    "ticket.snoozed",
    "ticket.woken",
    "ticket.reminder_set",
    "ticket.reminder_ended",
    "ticket.promised",
    "ticket.promise_kept",
    "ticket.promise_broken",
    "ticket.promise_withdrawn",
)
RECENT = timedelta(minutes=30)  # what is older was seen by a pass


@consumer("watching", *KINDS)
def hear(events: Sequence[Event]) -> None:
    """Look at the tickets of these events."""
    since = clock.now() - RECENT
    tickets = {event.ticket_id for event in events if event.ticket_id and event.at >= since}
    if tickets:
        looking.review(tickets)
