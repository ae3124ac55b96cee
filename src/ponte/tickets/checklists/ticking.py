"""A thing on the list is done, or is not after all."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ponte.events.recording import record
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.checklists.models import ChecklistItem
from ponte.tickets.locking import hold_open, require_writer


@transaction.atomic
def tick(item: ChecklistItem, done: bool, *, by: Agent, at: datetime | None = None) -> None:
    """Say that it is done (or not); twice changes nothing.

    Raises:
        ClosedTicket, NotAllowed: nothing was changed.
    """
    require_writer(by)
    ticket = hold_open(item.ticket)
    at = at or clock.now()
    changed = ChecklistItem.objects.filter(pk=item.pk, done_at__isnull=done).update(
        done_at=at if done else None, done_by=by if done else None
    )
    if changed:
        kind = "ticket.checklist_done" if done else "ticket.checklist_reopened"
        record(kind, by=by, subject=ticket.journal_name, ticket=ticket.pk, at=at, item=item.pk, text=item.text)
