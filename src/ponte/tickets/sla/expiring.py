"""Warnings and breaches at their moment. Nothing due costs one look at an index."""

from __future__ import annotations

import logging
import threading
import time
from datetime import datetime

from django.db import close_old_connections, transaction
from django.db.models import Min

from ponte.events.recording import record_many
from ponte.lib import clock
from ponte.tickets.models import Ticket
from ponte.tickets.sla import clocks, renewing, rulebook
from ponte.tickets.sla.clocks import Bench
from ponte.tickets.sla.models import Clock

log = logging.getLogger("ponte.worker")
BATCH = 500
POLL = 1.0  # seconds at most between looks, so that a clock started a moment ago is seen in time


def run_forever(stop: threading.Event) -> None:
    """Tell what falls due until `stop` is set."""
    while not stop.is_set():
        begun = time.monotonic()
        told = expire()
        if told:
            log.info("%d deadlines told in %.2f s", told, time.monotonic() - begun)
        going_on = renewing.go_on()
        close_old_connections()
        if told < BATCH and not going_on:
            stop.wait(pause())


def pause(at: datetime | None = None) -> float:
    """Seconds until the next moment, at most `POLL`."""
    following = Clock.objects.filter(next_at__isnull=False).aggregate(first=Min("next_at"))["first"]
    if following is None:
        return POLL
    return max(0.02, min(POLL, (following - (at or clock.now())).total_seconds()))


@transaction.atomic
def expire(at: datetime | None = None) -> int:
    """Tell one batch of what is due; returns how many clocks those were.

    Rows that another worker holds are passed over, and one that it has told is no longer due: nothing is told
    twice. The ticket itself is not touched, so nobody waits for its lock.
    """
    at = at or clock.now()
    due = list(
        Clock.objects.select_for_update(skip_locked=True).filter(next_at__lte=at).order_by("next_at", "pk")[:BATCH]
    )
    if not due:
        return 0
    book = rulebook.current()
    told = []
    for one in due:
        bench = Bench(Ticket(pk=one.ticket_id), False, [one], book, at, [])
        clocks.expire(bench)
        told += bench.told
    Clock.objects.bulk_update(due, ["due_at", "next_at", "warned", "breached_at"])
    record_many([each.entry() for each in told])
    return len(due)
