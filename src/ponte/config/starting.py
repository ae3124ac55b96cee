"""What a command needs before it works: settings, logs, database, Django."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from ponte.config import compiling, environment, logs, postgres, secret_files
from ponte.config.environment import Environment
from ponte.config.trouble import SettingTrouble, Trouble


def settings(role: str) -> Environment:
    """Read and check the settings, prepare the data folder, begin the log of `role`."""
    environment.refuse_unknown(os.environ)
    environment.current.cache_clear()
    ours = environment.current()
    secret_files.ensure_data_folder(ours.data)
    if not ours.secret_key:
        secret_files.of(ours.data, "secret-key")
    logs.configure(role, ours.log_level)
    os.environ["PONTE_ROLE"] = role
    return ours


@contextmanager
def database(ours: Environment) -> Iterator[postgres.Attachment | None]:
    """Have a database to work with: DATABASE_URL's, which must answer, else the embedded one."""
    if ours.database_url:
        check_answers(ours.database_url)
        yield None
        return
    attachment = postgres.Attachment(ours.data)
    os.environ["DATABASE_URL"] = attachment.attach()
    try:
        yield attachment
    finally:
        attachment.detach()
        del os.environ["DATABASE_URL"]


def check_answers(url: str) -> None:
    """Raise unless the database at `url` lets us in. Says nothing of the password."""
    import psycopg

    try:
        psycopg.connect(url, connect_timeout=10).close()
    except psycopg.OperationalError as error:
        lines = [line for line in str(error).splitlines() if line.strip()]
        raise SettingTrouble(
            "DATABASE_URL",
            f"leads to no database: {lines[-1] if lines else 'no answer'}",
            "see that the server runs, and that host, port, user, password and database name are right",
        ) from None
    except psycopg.Error as error:
        raise SettingTrouble("DATABASE_URL", f"cannot be used: {error}", "write it as postgresql://…") from None


def django() -> None:
    """Load Django. The database's address must be known by now."""
    environment.current.cache_clear()  # it knows the address of the database only now
    os.environ["DJANGO_SETTINGS_MODULE"] = "ponte.config.settings"
    import django

    compiling.compile_stale()
    django.setup()


def check_migrated() -> None:
    """Raise where the database is not at this version: roles never migrate, `serve` and `migrate` do."""
    from ponte.config import migrating

    if missing := migrating.missing():
        raise Trouble(
            f"The database lacks {len(missing)} migrations of this version (the first: {missing[0]}).",
            "run `ponte migrate` once, then start the roles",
        )
