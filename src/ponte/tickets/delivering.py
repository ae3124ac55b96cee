"""A channel tells where an outgoing message stands."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from ponte.events.recording import SYSTEM, record
from ponte.tickets.models import Delivery, Message


@transaction.atomic
def note_delivery(
    message_id: int,
    status: Delivery,
    *,
    detail: str = "",
    at: datetime | None = None,
    only_from: Collection[Delivery] = (),
) -> bool:
    """Set a message's delivery and record it; False when it stood elsewhere than in `only_from`."""
    rows = Message.objects.filter(pk=message_id).exclude(delivery=status)
    if only_from:
        rows = rows.filter(delivery__in=only_from)
    fields: dict[str, object] = {"delivery": status, "delivery_detail": detail}
    if status == Delivery.SENT:
        fields["sent_at"] = at
    if rows.update(**fields) != 1:
        return False
    ticket = Message.objects.values_list("ticket_id", flat=True).get(pk=message_id)
    if status != Delivery.SENDING:
        record(
            "ticket.delivery_changed",
            by=SYSTEM,
            subject=f"ticket:{ticket}",
            ticket=ticket,
            at=at,
            message=message_id,
            status=str(status),
            detail=detail[:500],
        )
    return True
