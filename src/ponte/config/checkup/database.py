"""The database's side."""

from __future__ import annotations

import time
from collections.abc import Iterator

from django.db import connection

from ponte.config.checkup.finding import Finding, note, ok, problem
from ponte.config.environment import Environment
from ponte.config.progress import size

OLDEST = 150000  # as PostgreSQL numbers versions
LONG = 300  # seconds


def server(ours: Environment) -> Iterator[Finding]:
    """Version, encoding, durability and clock of the server."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version_num')::int, current_setting('server_version'),"
            " current_setting('server_encoding'), current_setting('fsync'),"
            " current_setting('synchronous_commit'), pg_database_size(current_database()), pg_is_in_recovery(),"
            " abs(extract(epoch FROM clock_timestamp()) - %s)",
            [time.time()],
        )
        number, version, encoding, fsync, commit, used, replica, apart = cursor.fetchone()
    kind = "embedded PostgreSQL" if not ours.database_url else "PostgreSQL"
    if number < OLDEST:
        yield problem(f"{kind} {version} is too old", "use PostgreSQL 15 or newer")
    else:
        yield ok(f"{kind} {version}, {size(used)}")
    if encoding != "UTF8":
        yield problem(f"the database is encoded as {encoding}", "make it anew with ENCODING 'UTF8' and restore")
    if replica:
        yield problem("the database is a read-only replica", "point DATABASE_URL at the primary")
    if fsync != "on" or commit == "off":
        yield problem(
            "the database may forget what it has confirmed", "set fsync = on and synchronous_commit = on"
        )
    if apart > 5:
        yield problem(f"the clocks of database and machine are {apart:.0f} s apart", "set both by NTP")


def migrations(ours: Environment) -> Iterator[Finding]:
    """The database is at this version."""
    from ponte.config import migrating

    if missing := migrating.missing():
        yield problem(f"the database lacks {len(missing)} migrations, first {missing[0]}", "run `ponte migrate`")
    else:
        yield ok("the database is at this version")


def long_transactions(ours: Environment) -> Iterator[Finding]:
    """No write transaction is so old that the journal's consumers wait for it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid, extract(epoch FROM now() - xact_start)::int FROM pg_stat_activity"
            " WHERE backend_xid IS NOT NULL AND now() - xact_start > make_interval(secs => %s)"
            " AND datname = current_database()",
            [LONG],
        )
        for pid, seconds in cursor.fetchall():
            yield note(
                f"a transaction has been writing for {seconds // 60} min; consumers wait for its end",
                f"see what it is, and end it if it hangs: SELECT pg_terminate_backend({pid})",
            )
