"""Brings the database to this version, one machine at a time."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

LOCK = 7_066_001  # the advisory lock that migrating machines queue at


def missing() -> list[str]:
    """The migrations that the database has not had, as `tickets.0002_tags`."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def migrate(*, verbosity: int = 0) -> list[str]:
    """Apply what is missing; returns the names. A second machine waits, then finds nothing to do."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            todo = missing()
            if todo:
                call_command("migrate", interactive=False, verbosity=verbosity)
                # A column that was just added has no statistics, and plans that guess at it read whole tables.
                cursor.execute("ANALYZE")
            return todo
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
