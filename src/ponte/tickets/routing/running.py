"""The router's loop: it sleeps on one indexed look while nothing is due."""

from __future__ import annotations

import threading
import time

from django.db import close_old_connections, connection

from ponte.lib import clock
from ponte.tickets.routing import minding, sweeping, working

PAUSE = 0.25  # seconds between looks
ANYTHING = """
    SELECT EXISTS (SELECT FROM routing_place WHERE next_at <= %s)
        OR EXISTS (SELECT FROM routing_desk WHERE woken > 0)
        OR EXISTS (SELECT FROM routing_router WHERE after IS NOT NULL)
"""
MIND_EVERY = 20.0  # seconds between looks at who came and went by the clock


def run_forever(stop: threading.Event) -> None:
    """Route until `stop` is set; any number of workers may."""
    minded = float("-inf")
    while not stop.is_set():
        if time.monotonic() - minded > MIND_EVERY:
            minding.mind(None, at=clock.now())
            minded = time.monotonic()
        busy = round_of_all()
        close_old_connections()
        if not busy:
            stop.wait(PAUSE)


def round_of_all() -> int:
    """One round of everything; returns how much there was to do.

    Those who became free come first: what waits longer or presses more goes before what has just come.
    """
    with connection.cursor() as cursor:
        cursor.execute(ANYTHING, [clock.now()])
        if not cursor.fetchone()[0]:
            return 0
    return sweeping.sweep() + working.fill() + working.look()
