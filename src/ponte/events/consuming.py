"""Durable consumers: each owns a cursor and reads the journal in commit-safe order.

A plain `id > last` loses events: ids are given before commit, so a slow transaction appears *behind* a
cursor that has moved on. Reading only what is older than every running transaction (`txid < xmin` of the
snapshot), ordered by (txid, id), cannot. The price is that one long write transaction makes all consumers
wait; so nothing of ours holds one over a network call.
"""

from __future__ import annotations

import logging
import select
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from ponte.events.models import Cursor, Event
from ponte.events.recording import CHANNEL
from ponte.lib import clock

log = logging.getLogger(__name__)

Handler = Callable[[Sequence[Event]], None]
POLL = 0.25  # seconds between looks when nobody wakes us
BATCH = 500


@dataclass(frozen=True)
class Consumer:
    """`handle` runs in the same transaction as the cursor's move: database work only, and idempotent."""

    name: str
    handle: Handler
    kinds: frozenset[str] | None = None


_consumers: dict[str, Consumer] = {}


def consumer(name: str, *kinds: str) -> Callable[[Handler], Handler]:
    """Register a function as the durable consumer `name` of `kinds` (all when none is named)."""

    def register(handle: Handler) -> Handler:
        if name in _consumers:
            raise ValueError(f"consumer {name} is registered twice")
        _consumers[name] = Consumer(name, handle, frozenset(kinds) or None)
        return handle

    return register


def all_consumers() -> list[Consumer]:
    """Every registered consumer, by name."""
    return [_consumers[name] for name in sorted(_consumers)]


def consume(reader: Consumer, limit: int = BATCH) -> int:
    """Handle the next batch; returns how many events were passed (0: nothing new, or another is at it)."""
    with transaction.atomic():
        cursor = Cursor.objects.select_for_update(skip_locked=True).filter(name=reader.name).first()
        if cursor is None:
            if not Cursor.objects.filter(name=reader.name).exists():
                Cursor.objects.bulk_create([Cursor(name=reader.name)], ignore_conflicts=True)
            return 0
        events = list(_after(cursor)[:limit])
        if not events:
            return 0
        wanted = [event for event in events if reader.kinds is None or event.kind in reader.kinds]
        if wanted:
            reader.handle(wanted)
        cursor.txid, cursor.event_id = events[-1].txid, events[-1].pk
        cursor.handled += len(wanted)
        cursor.failures, cursor.error, cursor.retry_at = 0, "", None
        cursor.moved_at = clock.now()
        cursor.save()
        return len(events)


def _after(cursor: Cursor) -> QuerySet[Event]:
    after = RawSQL("(txid, id) > (%s::text::xid8, %s)", (cursor.txid, cursor.event_id), BooleanField())
    settled = RawSQL("txid < pg_snapshot_xmin(pg_current_snapshot())", (), BooleanField())
    return Event.objects.filter(after, settled).order_by("txid", "id")


def rewind(name: str) -> None:
    """Send a consumer back to the beginning; it handles every event again."""
    Cursor.objects.filter(name=name).update(txid=0, event_id=0, failures=0, error="", retry_at=None)


def drain(*names: str) -> int:
    """Run consumers (all when none is named) until none has anything left; returns events passed."""
    chosen = [_consumers[name] for name in names] or all_consumers()
    total = 0
    for reader in chosen:
        consume(reader)  # the first look may only make the cursor
        while passed := consume(reader):
            total += passed
    return total


def run_forever(stop: threading.Event) -> None:
    """Serve every registered consumer until `stop` is set."""
    while not stop.is_set():
        try:
            if not _round():
                _sleep(stop)
        except Exception:
            log.exception("the consumers lost their footing; going on in a second")
            connection.close()
            stop.wait(1)


def _round() -> int:
    passed = 0
    waiting = set(Cursor.objects.filter(retry_at__gt=clock.now()).values_list("name", flat=True))
    for reader in all_consumers():
        if reader.name in waiting:
            continue
        try:
            passed += consume(reader)
        except Exception as error:
            log.exception("consumer %s failed", reader.name)
            _note_failure(reader.name, error)
    return passed


def _note_failure(name: str, error: Exception) -> None:
    connection.close_if_unusable_or_obsolete()
    cursor = Cursor.objects.get(name=name)
    cursor.failures += 1
    cursor.error = f"{type(error).__name__}: {error}"[:2000]
    cursor.retry_at = clock.now() + timedelta(seconds=min(300, 2**cursor.failures))
    cursor.save(update_fields=["failures", "error", "retry_at"])


def _sleep(stop: threading.Event) -> None:
    """Wait for a wake-up or the poll, whichever comes first."""
    connection.ensure_connection()
    raw = connection.connection
    if not getattr(raw, "ponte_listens", False):
        raw.execute(f"LISTEN {CHANNEL}")
        raw.ponte_listens = True
    select.select([raw.fileno()], [], [], POLL)
    for _ in raw.notifies(timeout=0):
        pass
