"""Taking the next due mail: two workers never take the same one, and a dead worker's is taken over."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from ponte.channels.email.models import Outgoing, OutgoingStatus
from ponte.channels.email.outgoing.leasing import LEASE
from ponte.channels.email.outgoing.servers import outgoing as outgoing_server
from ponte.tickets.delivering import note_delivery
from ponte.tickets.delivery_reasons import reason
from ponte.tickets.models import Delivery, Message

WAITING = (Delivery.QUEUED, Delivery.SENDING)


@transaction.atomic
def claim(at: datetime) -> Outgoing | None:
    """The next mail to send, marked as being sent; None when nothing is due.

    A reply that was taken back is withdrawn here: its message's row decides between undo and sending, and
    whoever changes it first wins. Without a server the mail is kept in the outbox.
    """
    while (row := _next_due(at)) is not None:
        if not _still_wanted(row):
            _set(row, status=OutgoingStatus.WITHDRAWN, lease_until=None)
        elif outgoing_server() is None:
            keep(row, reason("no_server"), at)
        else:
            row.content.setdefault("first_tried_at", at.isoformat())
            _set(
                row,
                status=OutgoingStatus.SENDING,
                lease_until=at + LEASE,
                attempts=row.attempts + 1,
                content=row.content,
            )
            if row.message_id:
                note_delivery(row.message_id, Delivery.SENDING, at=at)
            return row
    return None


def keep(row: Outgoing, error: str, at: datetime) -> None:
    """Keep a mail in the outbox until somebody says otherwise."""
    _set(row, status=OutgoingStatus.KEPT, lease_until=None, error=error)
    if row.message_id:
        note_delivery(row.message_id, Delivery.KEPT, detail=error, at=at)


def _next_due(at: datetime) -> Outgoing | None:
    due = Q(status=OutgoingStatus.QUEUED) & (Q(lease_until__isnull=True) | Q(lease_until__lt=at))
    dead = Q(status=OutgoingStatus.SENDING, lease_until__lt=at)
    return (
        Outgoing.objects.select_for_update(skip_locked=True)
        .filter(due | dead, due_at__lte=at)
        .order_by("due_at", "pk")
        .defer("raw")
        .first()
    )


def _still_wanted(row: Outgoing) -> bool:
    if row.message_id is None:
        return True
    message = Message.objects.select_for_update(no_key=True).only("delivery").get(pk=row.message_id)
    return message.delivery in WAITING


def _set(row: Outgoing, **fields: object) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))


def waiting() -> int:
    """How many mails wait or are being sent."""
    return Outgoing.objects.filter(status__in=[OutgoingStatus.QUEUED, OutgoingStatus.SENDING]).count()


def finish(row: Outgoing, **fields: object) -> bool:
    """Write the end of an attempt; False when another worker has taken the mail over meanwhile."""
    changed = Outgoing.objects.filter(
        pk=row.pk, status=OutgoingStatus.SENDING, attempts=row.attempts
    ).update(**fields, lease_until=None)
    return changed == 1


