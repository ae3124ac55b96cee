"""Putting things to do on a ticket, and taking them off."""

from __future__ import annotations

from django.db import transaction

from ponte.events.recording import Actor, record
from ponte.tickets.checklists.models import ChecklistItem, ChecklistTemplate
from ponte.tickets.locking import hold_open, require_writer
from ponte.tickets.models import Ticket


@transaction.atomic
def add(ticket: Ticket, text: str, *, by: Actor | str, required: bool = False) -> ChecklistItem | None:
    """Add one thing (at most 300 characters); None for an empty one.

    Raises:
        ClosedTicket, NotAllowed: nothing was added.
    """
    require_writer(by)
    held = hold_open(ticket)
    text = " ".join(text.split())[:300]
    if not text:
        return None
    row = ChecklistItem.objects.create(ticket=held, text=text, is_required=required)
    _tell("ticket.checklist_added", row, by)
    return row


@transaction.atomic
def apply(ticket: Ticket, template: ChecklistTemplate, *, by: Actor | str) -> list[ChecklistItem]:
    """Add what a kept list holds, but for what stands there already.

    Raises:
        ClosedTicket, NotAllowed: nothing was added.
    """
    require_writer(by)
    held = hold_open(ticket)
    there = set(ChecklistItem.objects.filter(ticket=held).values_list("text", flat=True))
    wanted = [each for each in template.items if each["text"] not in there]
    rows = [add(held, each["text"], by=by, required=bool(each.get("required"))) for each in wanted]
    return [row for row in rows if row is not None]


@transaction.atomic
def remove(item: ChecklistItem, *, by: Actor | str) -> None:
    """Take it off; one that is gone is fine.

    Raises:
        ClosedTicket, NotAllowed: it stays.
    """
    require_writer(by)
    hold_open(item.ticket)
    if ChecklistItem.objects.filter(pk=item.pk).exists():
        _tell("ticket.checklist_removed", item, by)
        ChecklistItem.objects.filter(pk=item.pk).delete()


def _tell(kind: str, row: ChecklistItem, by: Actor | str) -> None:
    record(kind, by=by, subject=row.ticket.journal_name, ticket=row.ticket_id, item=row.pk, text=row.text)
