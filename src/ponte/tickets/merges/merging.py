"""One ticket becomes part of another: everything on it moves, it is closed and points to the survivor.

What the deadlines do: the survivor's clock follows the oldest unanswered customer message of both. Rooms that keep
clocks of their own register a carrier (`merges.carrying`) or read `ticket.merged`.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from ponte.events.recording import record
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import rechecking
from ponte.tickets.changing import enter_state
from ponte.tickets.choosing_states import default_state
from ponte.tickets.errors import ClosedTicket
from ponte.tickets.locking import hold, require_writer
from ponte.tickets.merges import notices
from ponte.tickets.merges.carrying import Plan, move_all
from ponte.tickets.merges.errors import NotMergeable
from ponte.tickets.merges.models import Merge
from ponte.tickets.models import Ticket
from ponte.tickets.sla import keeping
from ponte.tickets.states import StateType

UNDO_DAYS = 7


@transaction.atomic
def merge(
    ticket: Ticket,
    into: Ticket,
    *,
    by: Agent,
    people: Collection[str] = (),
    tell: str = "",
    at: datetime | None = None,
) -> Merge:
    """Make `ticket` a part of `into`; for `UNDO_DAYS` it can be taken back.

    `people`: addresses of `merges.people.candidates` that join the survivor's thread; nobody else does.
    `tell`: HTML that the merged ticket's requester is written; "" tells nobody.

    Raises:
        ClosedTicket: the survivor is closed, or somebody of a closed ticket should be told.
        NotMergeable: into itself, or a part of another already.
        NoRecipient, NotAllowed: nothing was merged.
    """
    require_writer(by)
    at = at or clock.now()
    if ticket.pk == into.pk:
        raise NotMergeable("itself")
    old, new = hold_both(ticket, into)
    if Merge.objects.filter(ticket=old, undone_at=None).exists():
        raise NotMergeable("merged")
    if new.is_closed:
        raise ClosedTicket
    waits = [each.waiting_since for each in (old, new) if each.waiting_since]
    if notices.send(old, tell, by=by, at=at):
        old.refresh_from_db()
    kept = move_all(old, new, Plan(by, at, frozenset(people)))
    kept["states"] = {"old": old.state_id, "new": new.state_id, "assignee": old.assignee_id}
    old, new = hold_both(ticket, into)
    enter_state(old, default_state(StateType.CLOSED), by=by, at=at)
    if waits and new.state_type not in (StateType.NEW, StateType.OPEN):
        enter_state(new, default_state(StateType.OPEN), by=by, at=at)
    kept["states"]["entered"] = new.state_id
    _settle(old, new, min(waits, default=None), at)
    row = Merge.objects.create(
        ticket=old, into=new, agent=by, at=at, final_at=at + timedelta(days=UNDO_DAYS), kept=kept
    )
    record("ticket.merged_into", by=by, subject=old.journal_name, ticket=old.pk, at=at, into=new.pk)
    moved = len(kept["messages"])
    record("ticket.merged", by=by, subject=new.journal_name, ticket=new.pk, at=at, other=old.pk, messages=moved)
    return row


def hold_both(one: Ticket, other: Ticket) -> tuple[Ticket, Ticket]:
    """Hold both, always in the order of their numbers, so that two merges never wait for each other."""
    held = {pk: hold(each) for pk, each in sorted({one.pk: one, other.pk: other}.items())}
    return held[one.pk], held[other.pk]


def _settle(old: Ticket, new: Ticket, waiting: datetime | None, at: datetime) -> None:
    for each in (old, new):
        each.updated_at = at
        each.save()
    rechecking.mend([old.pk, new.pk])
    new.refresh_from_db()
    new.waiting_since = waiting
    new.save(update_fields=["waiting_since"])
    keeping.settle([old.pk, new.pk], at=at)
