"""The journal's side: partitions, consumers, jobs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db import connection

from ponte.config.checkup.finding import Finding, note, ok, problem
from ponte.config.environment import Environment
from ponte.lib import clock

LAG = 60  # seconds that a consumer may stay behind without a word


def partitions(ours: Environment) -> Iterator[Finding]:
    """This month and the next have their own partitions, and the catch-all is empty."""
    now = clock.now()
    months = [now, now.replace(day=1) + timedelta(days=32)]
    with connection.cursor() as cursor:
        missing = []
        for month in months:
            cursor.execute("SELECT to_regclass(%s) IS NULL", [f"events_event_{month:%Y_%m}"])
            if cursor.fetchone()[0]:
                missing.append(f"{month:%Y-%m}")
        cursor.execute("SELECT count(*) FROM (SELECT 1 FROM events_event_other LIMIT 1000) AS found")
        others = cursor.fetchone()[0]
    if missing:
        yield problem(
            f"the journal has no partition for {', '.join(missing)}",
            "nothing is lost (the catch-all takes it); start a worker, which makes partitions",
        )
    else:
        yield ok("the journal's partitions are ahead of time")
    if others:
        yield note(f"{others} events lie in the journal's catch-all partition", "harmless; it is only slower")


def consumers(ours: Environment) -> Iterator[Finding]:
    """Every consumer of the journal keeps up."""
    from ponte.events.consuming import all_consumers
    from ponte.events.models import Cursor

    good, known = 0, [reader.name for reader in all_consumers()]
    for cursor in Cursor.objects.filter(name__in=known).order_by("name"):
        behind = waiting(cursor.txid, cursor.event_id)
        if cursor.failures:
            yield problem(
                f"the consumer {cursor.name} failed {cursor.failures} times: {cursor.error[:200]}",
                "the worker's log says more; it goes on by itself once the cause is mended",
            )
        elif behind > LAG:
            yield problem(f"the consumer {cursor.name} is {behind:.0f} s behind", "see that a worker runs")
        else:
            good += 1
    yield ok(f"{good} consumers of the journal keep up")


def waiting(txid: int, event_id: int) -> float:
    """Seconds since the first event that a consumer has not passed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extract(epoch FROM %s - at) FROM events_event"
            " WHERE (txid, id) > (%s::text::xid8, %s) ORDER BY txid, id LIMIT 1",
            [clock.now(), txid, event_id],
        )
        row = cursor.fetchone()
    return float(row[0]) if row else 0.0


def jobs(ours: Environment) -> Iterator[Finding]:
    """No job failed for good lately, and none waits long."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE status = 'failed'),"
            " count(*) FILTER (WHERE status = 'todo' AND coalesce(scheduled_at, now()) < now() - interval '5 min')"
            " FROM procrastinate_jobs WHERE status IN ('failed', 'todo')"
        )
        failed, late = cursor.fetchone()
    if failed:
        yield note(f"{failed} jobs failed for good", "the worker's log says why")
    if late:
        yield problem(f"{late} jobs wait for more than 5 minutes", "see that a worker runs")
    if not failed and not late:
        yield ok("no job failed or waits")
