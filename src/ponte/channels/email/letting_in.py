"""What a blocked sender wrote is let in after all, by the workers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max, QuerySet

from ponte.channels.email import waking
from ponte.channels.email.blocking import REASON
from ponte.channels.email.judging import LET_IN
from ponte.channels.email.models import Disposition, Inbound
from ponte.events.recording import Entry, record_many
from ponte.team.models import Agent
from ponte.tickets.locking import require_writer

MOST = 1000  # in one go; the page says how many are left


@dataclass(frozen=True)
class Caught:
    """What one row keeps out: how many mails, and since when the last."""

    number: int = 0
    last_at: datetime | None = None


def kept_out(address: str) -> QuerySet[Inbound]:
    """The mails that the row of this address keeps out now."""
    return Inbound.objects.filter(disposition=Disposition.SUPPRESSED, reason=REASON, detail=address)


def caught(addresses: list[str]) -> dict[str, Caught]:
    """For each of these rows what it keeps out; one query on a partial index."""
    rows = Inbound.objects.filter(disposition=Disposition.SUPPRESSED, reason=REASON, detail__in=addresses)
    counted = rows.order_by().values_list("detail").annotate(Count("pk"), Max("received_at"))
    return {address: Caught(number, last_at) for address, number, last_at in counted}


@transaction.atomic
def let_in(address: str, *, by: Agent) -> int:
    """Give the workers what this row kept out, the oldest first; returns how many mails (at most `MOST`).

    Raises:
        NotAllowed: `by` may only look.
    """
    require_writer(by)
    numbers = list(
        kept_out(address).select_for_update(skip_locked=True).order_by("pk").values_list("pk", flat=True)[:MOST]
    )
    Inbound.objects.filter(pk__in=numbers).update(
        disposition=Disposition.PENDING, reason=LET_IN, attempts=0, lease_until=None, processed_at=None
    )
    record_many(
        Entry("mail.replayed", by=by, subject=f"inbound:{number}", data={"inbound": number, "disposition": "pending"})
        for number in numbers
    )
    if numbers:
        transaction.on_commit(waking.wake)
    return len(numbers)
