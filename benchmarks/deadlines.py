"""Deadlines: what many running clocks cost while nothing is due, and how late a worker tells of what is."""

from __future__ import annotations

import random
import time
from datetime import timedelta
from typing import Any

from django.db import connection

from benchmarks.progress import Progress
from benchmarks.timing import repeat, summary
from ponte.lib import clock
from ponte.tickets.sla import expiring
from ponte.tickets.sla.models import Clock, PolicyVersion

RUNNING, DUE = 100_000, 2_000
MARK = 7  # seconds of fraction that no promise has, by which the made clocks are found again
MAKE = """
    INSERT INTO sla_clock (ticket_id, version_id, target, priority, seconds, started_at, runs, running_since, due_at,
                           next_at, warned, outcome)
    SELECT ticket.id, %(version)s, 'next', 2, 86407, moment, '[]', moment,
           moment + interval '86407 s', moment + interval '86407 s', 99, ''
    FROM generate_series(1, %(many)s) AS number
    JOIN (SELECT id, row_number() OVER (ORDER BY id DESC) - 1 AS place FROM tickets_ticket
          ORDER BY id DESC LIMIT 5000) AS ticket ON ticket.place = number %% (SELECT least(5000, count(*))
                                                                             FROM tickets_ticket)
    CROSS JOIN LATERAL (SELECT %(at)s + number * interval '1 microsecond' AS moment) AS begun
"""


def measure(seconds: float, say: Progress) -> dict[str, Any]:
    """A hundred thousand clocks that run; then two thousand that fall due within these seconds."""
    version = PolicyVersion.objects.filter(schedule=None).order_by("-pk").values_list("pk", flat=True).first()
    made = Clock.objects.filter(seconds=86400 + MARK)
    made.delete()
    try:
        with connection.cursor() as cursor:
            cursor.execute(MAKE, {"version": version, "many": RUNNING, "at": clock.now()})
            cursor.execute("ANALYZE sla_clock")
        while expiring.expire():
            pass  # what was due in this world before
        idle = repeat(lambda number: (expiring.expire(), expiring.pause()), min(seconds, 3.0))
        say.say(f"a look with {RUNNING:,} clocks and nothing due: {idle['p50_ms']} ms")
        late = _lateness(list(made.order_by("pk").values_list("pk", flat=True)[:DUE]), seconds)
    finally:
        made.delete()
    say.say(f"told {late['p50_ms']:.0f} ms after the due moment, at most {late['max_ms']:.0f} ms")
    return {f"look, {RUNNING:,} clocks, nothing due": idle, f"lateness of {DUE:,} in {seconds:.0f} s": late}


def _lateness(chosen: list[int], seconds: float) -> dict[str, Any]:
    """As the worker does it: look, tell, sleep until the next moment or a second."""
    begin, chance = clock.now() + timedelta(seconds=1), random.Random(7)
    rows = Clock.objects.in_bulk(chosen)
    for row in rows.values():
        row.next_at = row.due_at = begin + timedelta(seconds=chance.random() * seconds)
        row.started_at = row.running_since = row.due_at - timedelta(seconds=row.seconds)
    Clock.objects.bulk_update(rows.values(), ["next_at", "due_at", "started_at", "running_since"], batch_size=500)
    moments = sorted(row.due_at for row in rows.values())
    times: list[float] = []
    until = time.monotonic() + 10 * seconds
    while len(times) < len(moments) and time.monotonic() < until:
        told = expiring.expire()
        now = clock.now()
        times += [(now - moment).total_seconds() * 1000 for moment in moments[len(times) : len(times) + told]]
        if told < expiring.BATCH:
            time.sleep(expiring.pause())
    if len(times) < len(moments):
        raise RuntimeError(f"only {len(times)} of {len(moments)} deadlines were told")
    return summary(times) | {"max_ms": round(max(times), 2)}
