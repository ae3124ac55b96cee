"""From a merged ticket to the one that it is a part of."""

from __future__ import annotations

from collections.abc import Collection

from ponte.tickets.merges.models import Merge
from ponte.tickets.models import Ticket


def survivors(numbers: Collection[int]) -> dict[int, int]:
    """{merged: survivor} for those that were merged, to the end of each chain; a query a link of the chain."""
    found: dict[int, int] = {}
    waiting = set(numbers)
    while waiting:
        rows = Merge.objects.filter(ticket__in=waiting, undone_at=None).values_list("ticket_id", "into_id")
        step = {old: new for old, new in rows if old not in found}
        found |= step
        waiting = set(step.values()) - found.keys()
    return {number: _end(number, found) for number in numbers if number in found}


def _end(number: int, found: dict[int, int]) -> int:
    seen = set()
    while number in found and number not in seen:
        seen.add(number)
        number = found[number]
    return number


def merges_of(ticket: Ticket) -> tuple[Merge | None, list[Merge]]:
    """What it was merged into, if it was, and what was merged into it; one query."""
    rows = Merge.objects.filter(undone_at=None).select_related("agent", "ticket", "into")
    both = list(rows.filter(ticket=ticket).union(rows.filter(into=ticket)).values_list("pk", flat=True))
    if not both:
        return None, []
    found = list(rows.filter(pk__in=both).order_by("pk"))
    mine = next((row for row in found if row.ticket_id == ticket.pk), None)
    return mine, [row for row in found if row.into_id == ticket.pk]
