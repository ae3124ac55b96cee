"""The watch looks: what is found enters, what is mended goes; both are told once, whoever looks at the same time."""

from __future__ import annotations

import threading
import time
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from ponte.events.recording import SYSTEM, Entry, record_many
from ponte.lib import clock
from ponte.tickets.watching import measuring
from ponte.tickets.watching.checks import CHECKS
from ponte.tickets.watching.models import Finding, Reason, WatchPolicy

EVERY = 60.0  # seconds between passes; changes are heard of at once
MEASURE_EVERY = 3600.0  # seconds
BATCH = 1000
LOCK = 7_066_041
INSERT = """
    INSERT INTO watching_finding (ticket_id, reason, since, found_at, dismissal)
    SELECT found.ticket, %s, found.since, %s, '' FROM unnest(%s::bigint[], %s::timestamptz[]) AS found(ticket, since)
    JOIN tickets_ticket ON tickets_ticket.id = found.ticket
    ON CONFLICT DO NOTHING RETURNING ticket_id
"""
DELETE = "DELETE FROM watching_finding WHERE reason = %s AND ticket_id = ANY(%s) RETURNING ticket_id"


def run_forever(stop: threading.Event) -> None:
    """Pass every minute until `stop` is set; of several workers one passes."""
    measured = float("-inf")
    while not stop.is_set():
        if time.monotonic() - measured > MEASURE_EVERY:
            measuring.measure()
            measured = time.monotonic()
        sweep()
        stop.wait(EVERY)


def sweep(at: datetime | None = None) -> None:
    """Look at everything; nothing when another worker is at it."""
    policy = WatchPolicy.current()
    for reason in Reason:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
            if cursor.fetchone()[0]:
                _look_for(reason, at or clock.now(), policy, None)


def review(tickets: Collection[int], at: datetime | None = None) -> None:
    """Look at some tickets now, because something changed on them."""
    policy, now = WatchPolicy.current(), at or clock.now()
    with transaction.atomic():
        for reason in Reason:
            _look_for(reason, now, policy, sorted(tickets))


def _look_for(reason: Reason, now: datetime, policy: WatchPolicy, tickets: list[int] | None) -> None:
    found = dict(CHECKS[reason](now, policy, tickets))
    known = Finding.objects.filter(reason=reason)
    if tickets is not None:
        known = known.filter(ticket__in=tickets)
    having = set(known.values_list("ticket_id", flat=True))
    new, mended = sorted(found.keys() - having), sorted(having - found.keys())
    for start in range(0, len(new), BATCH):
        some = new[start : start + BATCH]
        made = _run(INSERT, [reason, now, some, [found[pk] for pk in some]])
        _tell("ticket.attention_needed", made, reason, now)
    for start in range(0, len(mended), BATCH):
        _tell("ticket.attention_mended", _run(DELETE, [reason, mended[start : start + BATCH]]), reason, now)


def _run(sql: str, parameters: list[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [pk for (pk,) in cursor.fetchall()]


def _tell(kind: str, tickets: list[int], reason: Reason, now: datetime) -> None:
    record_many(
        Entry(kind, by=SYSTEM, subject=f"ticket:{pk}", ticket=pk, at=now, data={"reason": str(reason)})
        for pk in tickets
    )
