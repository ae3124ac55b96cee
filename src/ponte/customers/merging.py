"""Two records of one person become one. Final: what belonged to one is not told apart afterwards."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ponte.customers.errors import NotMergeable
from ponte.customers.models import Customer, Identity
from ponte.events.recording import record
from ponte.team.models import Agent
from ponte.team.permissions import require


@transaction.atomic
def merge(kept: Customer, other: Customer, *, by: Agent, at: datetime | None = None) -> Customer:
    """Give `kept` the addresses of `other`, and what is empty of its own; `other` points to it from now on.

    Tickets and messages are moved by `tickets.merging_customers`, which calls this.

    Raises:
        NotMergeable, NotPermitted: nothing was merged.
    """
    require(by, "merge_customers")
    rows = Customer.objects.select_for_update().order_by("pk").in_bulk([kept.pk, other.pk])
    if len(rows) != 2 or any(row.merged_into_id for row in rows.values()):
        raise NotMergeable
    held, gone = rows[kept.pk], rows[other.pk]
    chosen = set(held.identities.filter(is_primary=True).values_list("kind", flat=True))
    Identity.objects.filter(customer=gone, kind__in=chosen).update(is_primary=False)
    Identity.objects.filter(customer=gone).update(customer=held)
    for field in ("name", "language", "time_zone", "organisation_id"):
        if not getattr(held, field):
            setattr(held, field, getattr(gone, field))
    held.notes = "\n\n".join(filter(None, [held.notes.strip(), gone.notes.strip()]))
    held.created_at = min(held.created_at, gone.created_at)
    held.save()
    Customer.objects.filter(merged_into=gone).update(merged_into=held)
    Customer.objects.filter(pk=gone.pk).update(merged_into=held)
    record("customer.merged", by=by, subject=held.journal_name, customer=held.pk, at=at, other=gone.pk)
    return held
