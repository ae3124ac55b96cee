"""The journal's monthly partitions."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import connection

from ponte.lib import clock


def month_starts(first: date, last: date) -> list[date]:
    """The first day of every month from `first`'s to `last`'s, both included."""
    months, month = [], first.replace(day=1)
    while month <= last:
        months.append(month)
        month = (month + timedelta(days=32)).replace(day=1)
    return months


def ensure(first: date | None = None, ahead_days: int = 100) -> int:
    """Make missing partitions from `first` (default: this month) to `ahead_days` from now.

    Rows of a month without its own partition land in `events_event_other`, so a late run loses nothing.
    Returns how many were made.
    """
    today = clock.now().date()
    made = 0
    with connection.cursor() as cursor:
        for month in month_starts(first or today, today + timedelta(days=ahead_days)):
            name = f"events_event_{month:%Y_%m}"
            cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [name])
            if cursor.fetchone()[0]:
                continue
            after = (month + timedelta(days=32)).replace(day=1)
            cursor.execute(
                "SELECT EXISTS (SELECT FROM events_event_other WHERE at >= %s AND at < %s)", [month, after]
            )
            if cursor.fetchone()[0]:
                continue  # its rows already live in the catch-all; PostgreSQL would refuse the partition
            cursor.execute(
                f"CREATE TABLE IF NOT EXISTS {name} PARTITION OF events_event"
                f" FOR VALUES FROM ('{month:%Y-%m-%d}') TO ('{after:%Y-%m-%d}')"
            )
            made += 1
    return made
