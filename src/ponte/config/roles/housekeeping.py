"""What must be done now and then, by whichever worker comes first."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from django.contrib.sessions.models import Session
from django.db import connection, transaction

from ponte.api import repeating
from ponte.api.tickets import uploads
from ponte.channels.email.outgoing import acknowledgement_limits
from ponte.channels.notices import sweeping
from ponte.channels.webhooks import forgetting
from ponte.events import partitions
from ponte.lib import clock
from ponte.tickets import presence

log = logging.getLogger("ponte.worker")
EVERY = 3600.0  # seconds
LOCK = 7_066_002


def run_forever(stop: threading.Event) -> None:
    """Keep house now and every hour."""
    while not stop.is_set():
        keep()
        connection.close()  # nothing is held for an hour
        stop.wait(EVERY)


def keep() -> None:
    """Do every chore that no other worker is doing, each in a transaction of its own.

    One that fails is told and tried again in an hour: it must not keep the others from being done, least of all the
    journal's next partitions.
    """
    for name, chore in CHORES.items():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
                if cursor.fetchone()[0]:
                    chore()
        except Exception:
            log.exception("housekeeping failed at: %s", name)


def _make_partitions() -> None:
    if made := partitions.ensure():
        log.info("made %d partitions of the journal", made)


CHORES: dict[str, Callable[[], object]] = {
    "partitions of the journal": _make_partitions,
    "sessions that ended": lambda: Session.objects.filter(expire_date__lt=clock.now()).delete(),
    "repeated requests": repeating.forget,
    "uploads that nothing used": uploads.forget,
    "deliveries of webhooks": forgetting.forget,
    "old notices": sweeping.sweep,
    "acknowledgements that no limit counts": lambda: acknowledgement_limits.forget_old(clock.now()),
    "people who left tickets": lambda: presence.forget(clock.now()),
}
