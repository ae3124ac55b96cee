"""What was counted is put right, by whoever worked or by those who see everything."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ponte.events.recording import record
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.errors import NotAllowed
from ponte.tickets.locking import require_writer
from ponte.tickets.models import Ticket
from ponte.tickets.timing.models import TimeEntry

LONGEST = 24 * 3600  # seconds


@transaction.atomic
def correct(entry: TimeEntry, seconds: int, *, by: Agent, at: datetime | None = None) -> TimeEntry:
    """Say how long it was (0: it was no work).

    Raises:
        NotAllowed: it is another's, or `by` may only look.
        ValueError: less than nothing or more than a day.
    """
    require_writer(by)
    held = TimeEntry.objects.select_for_update().get(pk=entry.pk)
    if held.agent_id != by.pk and not by.sees_all:
        raise NotAllowed
    _require_sound(seconds)
    if held.seconds != seconds:
        _tell(held.ticket_id, held.agent_id, held.seconds, seconds, by, at)
        held.seconds, held.corrected_at = seconds, at or clock.now()
        held.save(update_fields=["seconds", "corrected_at"])
    return held


@transaction.atomic
def add(ticket: Ticket, seconds: int, *, by: Agent, at: datetime | None = None) -> TimeEntry:
    """Add work that was done elsewhere, such as a phone call.

    Raises:
        NotAllowed: `by` may only look.
        ValueError: nothing, or more than a day.
    """
    require_writer(by)
    _require_sound(seconds)
    if not seconds:
        raise ValueError(seconds)
    at = at or clock.now()
    _tell(ticket.pk, by.pk, 0, seconds, by, at)
    return TimeEntry.objects.create(
        ticket=ticket, agent=by, started_at=at, last_at=at, seconds=seconds, corrected_at=at
    )


def _require_sound(seconds: int) -> None:
    if not 0 <= seconds <= LONGEST:
        raise ValueError(seconds)


def _tell(ticket: int, agent: int, old: int, new: int, by: Agent, at: datetime | None) -> None:
    record(
        "ticket.time_corrected",
        by=by,
        subject=f"ticket:{ticket}",
        ticket=ticket,
        at=at,
        agent=agent,
        old=old,
        new=new,
    )
