"""After the rules change, every ticket without an owner is placed again, a batch at a time."""

from __future__ import annotations

from django.db import transaction

from ponte.lib import clock
from ponte.tickets.models import Ticket
from ponte.tickets.routing import placing
from ponte.tickets.routing.models import Router

BATCH = 500


@transaction.atomic
def sweep() -> int:
    """Place the next batch; returns how many were looked at (0: done, or another worker is at it)."""
    going = Router.objects.select_for_update(skip_locked=True).filter(pk=1, after__isnull=False).first()
    if going is None or going.after is None:
        return 0
    rows = Ticket.objects.unsolved().filter(assignee__isnull=True, pk__gt=going.after).order_by("pk")
    numbers = list(rows.values_list("pk", flat=True)[:BATCH])
    if numbers:
        placing.place(numbers, at=clock.now(), is_sweep=True)
    going.after = numbers[-1] if len(numbers) == BATCH else None
    going.save(update_fields=["after"])
    return len(numbers)
