"""A customer who becomes another: merged, of another organisation or with other addresses. Their policy may too."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from ponte.events.consuming import consumer
from ponte.events.models import Event
from ponte.lib import clock
from ponte.tickets.models import Ticket
from ponte.tickets.sla import keeping, rulebook

RECENT = timedelta(days=1)  # what is older was heard, or is put right by a renewal
BATCH = 200


@consumer(
    "sla.customers",
    "customer.changed",
    "customer.merged",
    "customer.identity_added",
    "customer.identity_removed",
)
def hear(events: Sequence[Event]) -> None:
    """Choose the policies of these customers' tickets anew, where policies speak of customers."""
    since = clock.now() - RECENT
    changed = {event.customer_id for event in events if event.customer_id and event.at >= since}
    if changed and rulebook.current().cares({"requester"}):
        rematch(changed, at=clock.now())


def rematch(customers: Collection[int], *, at: datetime) -> int:
    """Bring the unsolved tickets of these customers under the policies that fit them now; how many were looked at.

    What a clock has used stays used; only its target may become another.
    """
    ids = list(Ticket.objects.unsolved().filter(requester__in=customers).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        held = Ticket.objects.select_for_update(of=("self",)).select_related("state", "requester").order_by("pk")
        rows = list(held.filter(pk__in=ids[start : start + BATCH]))
        before = {row.pk: row.due_at for row in rows}
        states = {row.state_id: row.state for row in rows}
        keeping.work_out(rows, at=at, states=states, changed={"requester"}).write()
        Ticket.objects.bulk_update([row for row in rows if row.due_at != before[row.pk]], ["due_at"])
    return len(ids)
