"""Seconds of work, as the browser counts them while the ticket is open, in focus and in use."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.models import Ticket
from ponte.tickets.timing.models import TimeEntry

GAP = timedelta(minutes=10)  # a longer pause begins a new entry
MOST = 120  # seconds that one report may hold: a browser reports every half minute


@transaction.atomic
def count(ticket: Ticket, seconds: int, *, by: Agent, at: datetime | None = None) -> TimeEntry | None:
    """Add seconds to the agent's stretch on this ticket; never more than have passed since the last report.

    Two tabs, or a report sent twice, therefore count once. People who may only look are not counted.
    """
    at = at or clock.now()
    seconds = min(seconds, MOST)
    if seconds <= 0 or not by.may_write:
        return None
    Agent.objects.select_for_update(no_key=True).only("pk").get(pk=by.pk)  # two tabs report at once
    newest = TimeEntry.objects.filter(agent=by).order_by("-last_at").first()
    if newest is not None:
        seconds = min(seconds, int((at - newest.last_at).total_seconds()))
        if seconds <= 0:
            return newest if newest.ticket_id == ticket.pk else None
    open_one = newest if newest is not None and newest.ticket_id == ticket.pk else None
    if open_one is None or at - open_one.last_at > GAP or open_one.corrected_at:
        started = at - timedelta(seconds=seconds)
        return TimeEntry.objects.create(ticket=ticket, agent=by, started_at=started, last_at=at, seconds=seconds)
    open_one.seconds += seconds
    open_one.last_at = at
    open_one.save(update_fields=["seconds", "last_at"])
    return open_one
