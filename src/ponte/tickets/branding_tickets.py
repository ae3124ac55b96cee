"""Under which brand a ticket is answered."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ponte.events.recording import Actor, record
from ponte.lib import clock
from ponte.tickets.locking import hold_open, require_writer
from ponte.tickets.models import Brand, Ticket
from ponte.tickets.sla import keeping


@transaction.atomic
def set_brand(ticket: Ticket, brand: Brand, *, by: Actor | str, at: datetime | None = None) -> Ticket:
    """Answer under another of the company's names.

    Raises:
        ClosedTicket, NotAllowed: nothing was changed.
    """
    require_writer(by)
    held = hold_open(ticket)
    old = held.brand_id
    if old == brand.pk:
        return held
    held.brand = brand
    held.updated_at = at or clock.now()
    keeping.keep_if_promised(held, at=held.updated_at, changed=("brand",))
    held.save(update_fields=["brand", "due_at", "updated_at"])
    record(
        "ticket.changed",
        by=by,
        subject=held.journal_name,
        ticket=held.pk,
        at=at,
        field="brand",
        old=old,
        new=brand.pk,
    )
    return held
