"""Holding a claimed mail: the lease is renewed while the server is spoken to, and runs out with its worker."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection

from ponte.channels.email.models import Outgoing, OutgoingStatus
from ponte.lib import clock

LEASE = timedelta(seconds=60)
RENEW = 15.0  # seconds


@contextmanager
def held(outgoing: Outgoing) -> Iterator[None]:
    """Renew the lease from a thread of its own until the block ends: a large mail may take minutes."""
    done = threading.Event()
    thread = threading.Thread(target=_renew, args=(outgoing, done), name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _renew(outgoing: Outgoing, done: threading.Event) -> None:
    while not done.wait(RENEW):
        Outgoing.objects.filter(
            pk=outgoing.pk, status=OutgoingStatus.SENDING, attempts=outgoing.attempts
        ).update(lease_until=clock.now() + LEASE)
    connection.close()
