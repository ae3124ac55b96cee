"""A world's data folder: found, or built once and kept."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.progress import Progress

TABLES = ("tickets_ticket", "tickets_message", "events_event", "customers_customer", "customers_identity")
SETTING_UP = (
    "SET session_replication_role = replica; SET maintenance_work_mem = '512MB'; SET synchronous_commit = off"
)


@contextmanager
def opened(folder: Path) -> Iterator[None]:
    """Start the embedded PostgreSQL of the folder as in production, and make Django use it."""
    os.environ["PONTE_DATA"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ponte.config.settings")
    from ponte.config import postgres, secret_files

    folder.mkdir(parents=True, exist_ok=True)
    with postgres.attached(folder) as url:
        secret_files.of(folder, "secret-key")
        os.environ["DATABASE_URL"] = url
        os.environ["PONTE_LOG_LEVEL"] = "warning"
        import django
        from django.db import connections

        django.setup()
        from ponte.config import assets, environment, migrating

        migrating.migrate()
        assets.collect(environment.current())
        try:
            yield
        finally:
            connections.close_all()


def ensure(folder: Path, world: str, say: Progress) -> dict[str, Any]:
    """Build the world unless the folder holds it; returns what is known of it."""
    kept = folder / "world.json"
    if not kept.exists():
        _build(kept, world, say)
    return dict(json.loads(kept.read_text()))


def _build(kept: Path, world: str, say: Progress) -> None:
    from django.db import connection

    from benchmarks.worlds import SIZES, Builder, clock_of

    say.say(f"building the world of {SIZES[world]:,} tickets")
    now = clock_of()
    with connection.cursor() as cursor:
        cursor.execute(SETTING_UP)
        indexes = _drop_indexes(cursor)
    builder = Builder(SIZES[world], now, say)
    numbers = builder.build()
    with connection.cursor() as cursor:
        for number, (name, definition) in enumerate(indexes, start=1):
            cursor.execute(definition)
            say.say(f"index {number} of {len(indexes)}: {name}")
        for table in TABLES:
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
        cursor.execute("SET session_replication_role = DEFAULT; SET synchronous_commit = on")
        _readings(cursor)
        _settle_consumers(cursor)
    _settle(say)
    about = {
        "world": world,
        "tickets": builder.size,
        "messages": numbers.messages,
        "events": numbers.events,
        "unsolved": numbers.unsolved,
        "long_tickets": numbers.long_tickets,
        "now": now.isoformat(),
        "built_in_s": round(datetime.now(now.tzinfo).timestamp() - now.timestamp(), 1),
    }
    kept.write_text(json.dumps(about))
    say.say("the world is built")


def _drop_indexes(cursor: Any) -> list[tuple[str, str]]:
    """Drop every index that no constraint needs; returns how to make them again."""
    cursor.execute(
        "SELECT pg_class.relname, pg_get_indexdef(pg_class.oid) FROM pg_index"
        " JOIN pg_class ON pg_class.oid = indexrelid JOIN pg_class owner ON owner.oid = indrelid"
        " WHERE owner.relname = ANY(%s) AND NOT indisprimary"
        " AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)",
        [list(TABLES)],
    )
    # Of a partitioned table's index the server says "ON ONLY": made that way it would have no partitions.
    found = [(name, definition.replace(" ON ONLY ", " ON ")) for name, definition in cursor.fetchall()]
    for name, _ in found:
        cursor.execute(f'DROP INDEX "{name}"')
    return found


def _readings(cursor: Any) -> None:
    cursor.execute(
        "INSERT INTO tickets_reading (ticket_id, agent_id, message_id)"
        " SELECT ticket.id, ticket.assignee_id, ticket.last_message_id - (ticket.id % 2)"
        " FROM tickets_ticket ticket WHERE state_type <= 4 AND assignee_id IS NOT NULL"
    )


def _settle_consumers(cursor: Any) -> None:
    """The consumers begin behind this history."""
    from ponte.events.consuming import all_consumers

    cursor.execute("SELECT pg_current_xact_id()::text::bigint, (SELECT max(id) FROM events_event)")
    txid, last = cursor.fetchone()
    for reader in all_consumers():
        cursor.execute(
            "INSERT INTO events_cursor (name, txid, event_id, handled, failures, error) VALUES (%s, %s, %s, 0, 0, '')"
            " ON CONFLICT (name) DO UPDATE SET txid = excluded.txid, event_id = excluded.event_id",
            [reader.name, txid, last],
        )


def _settle(say: Progress) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        say.say("VACUUM ANALYZE")
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")
