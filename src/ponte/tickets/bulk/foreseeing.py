"""What a job would do, by trying it on the first tickets and taking everything back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction

from ponte.team.models import Agent
from ponte.tickets.bulk.actions import action
from ponte.tickets.bulk.models import Item, ItemStatus, Job
from ponte.tickets.bulk.starting import MOST
from ponte.tickets.bulk.working import attempt
from ponte.tickets.locking import require_writer
from ponte.tickets.querysets import TicketQuerySet

TRIED = 50


@dataclass
class Foreseen:
    """`total` tickets (at most `MOST` + 1); of the `tried` first ones `changed` would change, and the others not.

    `reasons`: why not, with how many each.
    """

    total: int = 0
    tried: int = 0
    changed: int = 0
    reasons: Counter[str] = field(default_factory=Counter)


def foresee(tickets: TicketQuerySet, what: str, value: str, *, by: Agent) -> Foreseen:
    """Try it on the first `TRIED` tickets; nothing stays changed.

    Raises:
        NotAllowed: `by` may only look.
        ValueError: there is no such change or no such value.
    """
    require_writer(by)
    look, make = action(what)
    rows = list(tickets.order_by("-pk")[:TRIED])
    found = Foreseen(total=tickets.order_by().values("pk")[: MOST + 1].count(), tried=len(rows))
    job = Job(agent=by, what=what, value=value)
    with transaction.atomic():
        for ticket in sorted(rows, key=lambda row: row.pk):
            item = Item(job=job, ticket=ticket)
            attempt(job, item, ticket, look, make)
            if item.status == ItemStatus.DONE:
                found.changed += 1
            else:
                found.reasons[item.reason] += 1
        transaction.set_rollback(True)
    return found
