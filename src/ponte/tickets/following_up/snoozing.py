"""A ticket leaves the working queues until a moment, or until the customer writes; writing always ends it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ponte.events.recording import Actor, record
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.following_up import moments
from ponte.tickets.following_up.errors import Finished
from ponte.tickets.following_up.models import FollowUp, Kind, Outcome
from ponte.tickets.locking import hold_open, require_writer
from ponte.tickets.models import NEVER, Ticket
from ponte.tickets.states import StateType


@transaction.atomic
def snooze(
    ticket: Ticket, until: datetime | None, *, by: Agent, note: str = "", at: datetime | None = None
) -> FollowUp:
    """Put the ticket aside. `until` None: only the customer's reply brings it back. A snooze before is replaced.

    Raises:
        ClosedTicket, Finished, NotAllowed, NotToCome: nothing was changed.
    """
    require_writer(by)
    at = at or clock.now()
    if until is not None:
        moments.sound(until, at)
    held = hold_open(ticket)
    if held.state_type >= StateType.SOLVED:
        raise Finished
    FollowUp.objects.filter(ticket=held, kind=Kind.SNOOZE).unfinished().update(ended_at=at, outcome=Outcome.CANCELLED)
    made = FollowUp.objects.create(
        kind=Kind.SNOOZE, ticket=held, agent=by, due_at=until, note=note.strip()[:500], made_at=at
    )
    held.wakes_at = until or NEVER
    held.save(update_fields=["wakes_at"])
    until_word = until.isoformat() if until else None
    record("ticket.snoozed", by=by, subject=held.journal_name, ticket=held.pk, at=at, until=until_word)
    return made


@transaction.atomic
def wake(ticket: Ticket, *, by: Actor | str, at: datetime | None = None) -> bool:
    """End the snooze by hand; returns whether there was one."""
    require_writer(by)
    held = hold_open(ticket)
    woken = end(held, Outcome.CANCELLED, by=by, at=at or clock.now())
    held.save(update_fields=["wakes_at"])
    return woken


def end(held: Ticket, why: Outcome, *, by: Actor | str, at: datetime) -> bool:
    """End the snooze of a held ticket (not saved); returns whether it slept."""
    if held.wakes_at is None:
        return False
    held.wakes_at = None
    asleep = FollowUp.objects.filter(ticket=held, kind=Kind.SNOOZE).to_come()
    if why == Outcome.REPLY:
        asleep.update(fired_at=at, outcome=why)
    else:
        asleep.update(ended_at=at, outcome=why)
    record("ticket.woken", by=by, subject=held.journal_name, ticket=held.pk, at=at, why=str(why))
    return True
