"""Where in the journal a page stands, so that its live updates begin without a gap."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest

LATE = 20  # ids are given before commit: as many below the newest are asked for again; hearing one twice does no harm


def of(request: HttpRequest) -> int:
    """Where the journal stood when the request's session was read, before all that the page shows."""
    stand: int | None = getattr(getattr(request, "session", None), "stand", None)
    return newest() if stand is None else stand


def newest() -> int:
    """The newest id that was given; read it before what the page shows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value FROM events_event_id_seq")
        (last,) = cursor.fetchone() or (0,)
    return int(last)


def safe(position: int) -> int:
    """From where to listen."""
    return max(1, position - LATE)
