"""A reply that failed is sent again, by hand."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.delivering import note_delivery
from ponte.tickets.errors import TooLate
from ponte.tickets.locking import hold, require_writer
from ponte.tickets.models import Delivery, Message


@transaction.atomic
def redeliver(message: Message, *, by: Agent, at: datetime | None = None) -> None:
    """Queue a failed, bounced or kept reply again; its channel hears of it in the journal.

    Raises:
        TooLate: it is not waiting for anybody.
        NotAllowed: `by` may only look.
    """
    require_writer(by)
    hold(message.ticket)
    at = at or clock.now()
    if not note_delivery(
        message.pk, Delivery.QUEUED, at=at, only_from=(Delivery.FAILED, Delivery.BOUNCED, Delivery.KEPT)
    ):
        raise TooLate
    Message.objects.filter(pk=message.pk).update(send_at=at)
