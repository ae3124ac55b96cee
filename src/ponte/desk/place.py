"""Where in the journal a page stands, so that its live updates begin without a gap."""

from __future__ import annotations

from django.db import connection

LATE = 20  # ids are given before commit: as many below the newest are asked for again; hearing one twice does no harm


def newest() -> int:
    """The newest id that was given; read it before what the page shows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value FROM events_event_id_seq")
        (last,) = cursor.fetchone() or (0,)
    return int(last)


def safe(position: int) -> int:
    """From where to listen."""
    return max(1, position - LATE)
