"""What is known of a customer, changed by hand: each field an event, no change no event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from ponte.customers.models import Customer, Organisation
from ponte.events.recording import record
from ponte.team.models import Agent
from ponte.team.permissions import require

TEXTS = ("name", "language", "time_zone", "notes")


@transaction.atomic
def edit(
    customer: Customer,
    *,
    by: Agent,
    organisation: Organisation | None,
    texts: Mapping[str, str],
    at: datetime | None = None,
) -> Customer:
    """Set what differs; `texts` are of `TEXTS`.

    Raises:
        NotPermitted: `by` may only look.
    """
    require(by, "write")
    held = Customer.objects.select_for_update().get(pk=customer.pk)
    changes: dict[str, tuple[object, object]] = {}
    for field in TEXTS:
        if field in texts and getattr(held, field) != texts[field].strip():
            changes[field] = (getattr(held, field), texts[field].strip())
    if held.organisation_id != (organisation.pk if organisation else None):
        changes["organisation"] = (held.organisation_id, organisation.pk if organisation else None)
        held.organisation = organisation
    for field, (old, new) in changes.items():
        if field != "organisation":
            setattr(held, field, new)
        secret = field == "notes"  # what people write about people stays out of the journal
        record(
            "customer.changed",
            by=by,
            subject=held.journal_name,
            customer=held.pk,
            at=at,
            field=field,
            old=None if secret else old,
            new=None if secret else new,
        )
    if changes:
        held.save(update_fields=list(changes))
    return held
