"""What must be done now and then, by whichever worker comes first."""

from __future__ import annotations

import logging
import threading

from django.contrib.sessions.models import Session
from django.db import connection, transaction

from ponte.api import repeating
from ponte.api.tickets import uploads
from ponte.channels.notices import sweeping
from ponte.channels.webhooks import forgetting
from ponte.events import partitions
from ponte.lib import clock

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
    """Make the journal's next partitions, forget sessions that ended and what the API keeps for a day.

    Nothing while another worker does.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return
        if made := partitions.ensure():
            log.info("made %d partitions of the journal", made)
        Session.objects.filter(expire_date__lt=clock.now()).delete()
        repeating.forget()
        uploads.forget()
        forgetting.forget()
        sweeping.sweep()
