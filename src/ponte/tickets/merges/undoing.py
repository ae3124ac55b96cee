"""A merge is taken back: everything that moved returns, as far as it still is where the merge put it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ponte.events.recording import record
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import rechecking
from ponte.tickets.changing import enter_state
from ponte.tickets.choosing_states import default_state
from ponte.tickets.locking import require_writer
from ponte.tickets.merges.carrying import move_back
from ponte.tickets.merges.errors import NotMergeable
from ponte.tickets.merges.merging import hold_both
from ponte.tickets.merges.models import Merge
from ponte.tickets.models import State, Ticket
from ponte.tickets.sla import keeping
from ponte.tickets.states import StateType


@transaction.atomic
def undo(merge: Merge, *, by: Agent, at: datetime | None = None) -> Ticket:
    """Make two of them again; what came to the survivor since stays there. Returns the ticket that is back.

    Raises:
        NotAllowed: `by` may only look.
        NotMergeable: it is final, or the survivor was itself merged since (take that back first).
    """
    require_writer(by)
    at = at or clock.now()
    old, new = hold_both(merge.ticket, merge.into)
    held = Merge.objects.select_for_update().get(pk=merge.pk)
    if held.is_final(at):
        raise NotMergeable("final")
    if Merge.objects.filter(ticket=new, undone_at=None).exists():
        raise NotMergeable("moved_on")
    move_back(old, new, held.kept)
    old, new = hold_both(merge.ticket, merge.into)
    states = held.kept["states"]
    _return(old, states["old"], by, at)
    if new.state_id == states["entered"] != states["new"]:
        _return(new, states["new"], by, at)
    for each in (old, new):
        each.updated_at = at
        each.save()
    rechecking.mend([old.pk, new.pk])
    keeping.settle([old.pk, new.pk], at=at)
    held.undone_at = at
    held.save(update_fields=["undone_at"])
    for mine, other in ((old, new), (new, old)):
        record("ticket.merge_undone", by=by, subject=mine.journal_name, ticket=mine.pk, at=at, other=other.pk)
    old.refresh_from_db()
    return old


def _return(ticket: Ticket, state: int, by: Agent, at: datetime) -> None:
    """To the state it had, or to the usual open one where that is gone."""
    before = State.objects.filter(pk=state, is_active=True).first() or default_state(StateType.OPEN)
    enter_state(ticket, before, by=by, at=at)
    if before.type != StateType.CLOSED:
        ticket.closed_at = None
