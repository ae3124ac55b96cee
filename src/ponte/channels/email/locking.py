"""Locks by name, to the end of the transaction: two workers never decide about the same thing at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.db import connection


def lock(names: Iterable[str]) -> None:
    """Wait for and hold these names; all are asked for in one order, so that nobody waits in a circle."""
    numbers = sorted(
        {int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), signed=True) for name in names}
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(number) FROM unnest(%s::bigint[]) AS number", [numbers])
