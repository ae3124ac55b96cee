"""A mail that could not be processed: tried again later, and given up visibly when it is its own fault."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F

from ponte.channels.email.models import Disposition, Inbound
from ponte.events.recording import SYSTEM, Entry, record_many
from ponte.lib import clock

log = logging.getLogger(__name__)
PAUSES = (timedelta(seconds=2), timedelta(seconds=15), timedelta(minutes=2))
MAX_ATTEMPTS = len(PAUSES) + 1
WHEN_WE_ARE_SICK = timedelta(seconds=20)
OUR_FAULT = (OperationalError, InterfaceError, OSError, MemoryError)


def give_up_or_wait(inbound: Inbound, error: BaseException) -> None:
    """Let a claimed mail go after `error`.

    Where the machine is sick (database away, disk full) the mail waits as long as it takes; its own fault is
    tried `MAX_ATTEMPTS` times.
    """
    at = clock.now()
    what = f"{type(error).__name__}: {error}".replace("\0", "")[:2000]
    mine = Inbound.objects.filter(pk=inbound.pk, disposition=Disposition.PENDING, lease_until=inbound.lease_until)
    if isinstance(error, OUR_FAULT):
        log.warning("mail %s waits: %s", inbound.pk, what)
        if isinstance(error, OperationalError | InterfaceError):
            connection.close()
        mine.update(lease_until=at + WHEN_WE_ARE_SICK, attempts=F("attempts") - 1, detail=what)
        return
    log.error("mail %s failed", inbound.pk, exc_info=error)
    if inbound.attempts < MAX_ATTEMPTS:
        mine.update(lease_until=at + PAUSES[inbound.attempts - 1], detail=what)
        return
    with transaction.atomic():
        given_up = mine.update(
            disposition=Disposition.FAILED, reason="error", detail=what, processed_at=at, lease_until=None
        )
        if given_up:
            record_many(
                [
                    Entry(
                        "mail.received",
                        by=SYSTEM,
                        subject=f"inbound:{inbound.pk}",
                        data={"inbound": inbound.pk, "disposition": str(Disposition.FAILED), "reason": "error"},
                    )
                ]
            )
