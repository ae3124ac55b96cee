"""A personal reminder on a ticket: it says what to do, and when."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ponte.events.recording import record
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.following_up import moments
from ponte.tickets.following_up.models import FollowUp, Kind, Outcome
from ponte.tickets.locking import require_writer
from ponte.tickets.models import Ticket


@transaction.atomic
def remind(
    ticket: Ticket,
    due: datetime,
    *,
    by: Agent,
    note: str = "",
    whom: Agent | None = None,
    at: datetime | None = None,
) -> FollowUp:
    """Remind `whom` (the actor unless named) at `due`; a ticket may have several, closed ones too.

    Raises:
        NotAllowed, NotToCome: nothing was set.
    """
    require_writer(by)
    at = at or clock.now()
    moments.sound(due, at)
    whom = whom or by
    made = FollowUp.objects.create(
        kind=Kind.REMINDER, ticket=ticket, agent=whom, due_at=due, note=note.strip()[:500], made_at=at
    )
    record(
        "ticket.reminder_set",
        by=by,
        subject=ticket.journal_name,
        ticket=ticket.pk,
        at=at,
        agent=whom.pk,
        due=due.isoformat(),
        follow_up=made.pk,
    )
    return made


@transaction.atomic
def finish(reminder: FollowUp, *, by: Agent, outcome: Outcome = Outcome.DONE, at: datetime | None = None) -> bool:
    """Tick it off, or take it back (CANCELLED); returns False when it was ended already."""
    require_writer(by)
    at = at or clock.now()
    rows = FollowUp.objects.filter(pk=reminder.pk, kind=Kind.REMINDER).unfinished()
    if rows.update(ended_at=at, outcome=outcome) != 1:
        return False
    record(
        "ticket.reminder_ended",
        by=by,
        subject=f"ticket:{reminder.ticket_id}",
        ticket=reminder.ticket_id,
        at=at,
        agent=reminder.agent_id,
        outcome=str(outcome),
        follow_up=reminder.pk,
    )
    return True
