"""Wakes the worker when mail is stored. Losing a wake-up costs a poll, never a message."""

from __future__ import annotations

import select
import threading
import time

from django.db import connection

CHANNEL = "ponte_mail"
POLL = 0.25  # seconds between looks when nobody wakes us
WAKE_INTERVAL = 0.02  # seconds: a burst wakes once

_last_wake = 0.0


def wake() -> None:
    """Tell the workers that mail is waiting; call it after the commit."""
    global _last_wake
    moment = time.monotonic()
    if moment - _last_wake < WAKE_INTERVAL:
        return
    _last_wake = moment
    with connection.cursor() as cursor:
        cursor.execute(f"NOTIFY {CHANNEL}")


def sleep(stop: threading.Event, seconds: float = POLL) -> None:
    """Wait for a wake-up or for `seconds`, whichever comes first."""
    if stop.is_set():
        return
    connection.ensure_connection()
    raw = connection.connection
    if not getattr(raw, "ponte_listens_to_mail", False):
        raw.execute(f"LISTEN {CHANNEL}")
        raw.ponte_listens_to_mail = True
    select.select([raw.fileno()], [], [], seconds)
    for _ in raw.notifies(timeout=0):
        pass
