"""Takes stored mail to be processed, under a lease: what a dead worker held is free again after it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from ponte.channels.email.models import Disposition, Inbound

LEASE = timedelta(seconds=75)  # a killed worker's mails wait this long; a batch takes a few seconds
BATCH = 40
BATCH_BYTES = 8_000_000  # mails of more than this are taken alone


def claim(at: datetime, limit: int | None = None) -> list[Inbound]:
    """The oldest waiting mails, ours until `lease_until`.

    Every claim counts as an attempt, so a mail that kills its worker is counted too. One that was tried before
    is taken alone: it takes no others with it.
    """
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=at)
    with transaction.atomic():
        waiting = list(
            Inbound.objects.select_for_update(skip_locked=True)
            .filter(free, disposition=Disposition.PENDING)
            .order_by("id")
            .values_list("pk", "size", "attempts")[: limit or BATCH]
        )
        chosen = _choose(waiting)
        if not chosen:
            return []
        Inbound.objects.filter(pk__in=chosen).update(lease_until=at + LEASE, attempts=F("attempts") + 1)
        return list(
            Inbound.objects.filter(pk__in=chosen).select_related("mailbox__brand", "mailbox__team").order_by("id")
        )


def claim_one(pk: int, at: datetime) -> Inbound | None:
    """The same for one mail; None when it is done or another worker has it."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=at)
    rows = Inbound.objects.filter(free, pk=pk, disposition=Disposition.PENDING)
    if rows.update(lease_until=at + LEASE, attempts=F("attempts") + 1) != 1:
        return None
    return Inbound.objects.select_related("mailbox__brand", "mailbox__team").get(pk=pk)


def _choose(waiting: list[tuple[int, int, int]]) -> list[int]:
    chosen: list[int] = []
    total = 0
    for pk, size, attempts in waiting:
        if attempts and chosen:
            break
        total += size
        if chosen and total > BATCH_BYTES:
            break
        chosen.append(pk)
        if attempts:
            break
    return chosen
