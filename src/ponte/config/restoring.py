"""Brings a backup back: checked first, built beside what is there, put in place in one step at the end."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from ponte.config import archive, pgtools
from ponte.config.environment import Environment
from ponte.config.progress import Progress, size
from ponte.config.trouble import Trouble

log = logging.getLogger("ponte.restore")
NEW, OLD = "ponte_restored", "ponte_before_restore"


def check(path: Path) -> dict[str, Any]:
    """Verify the whole archive; returns its manifest."""
    if not path.is_file():
        raise Trouble(f"There is no file {path}.", "name the file of a backup")
    progress = Progress("checking", path.stat().st_size)
    manifest = archive.verify(path, progress)
    progress.finish(f"whole, written {manifest['at']} by Ponte {manifest['ponte']}")
    return manifest


def load_database(path: Path, manifest: dict[str, Any], url: str) -> None:
    """Fill the empty database at `url`, and see that every table has the rows that the backup counted."""
    import psycopg

    from ponte.events import renumbering

    with tempfile.TemporaryDirectory(dir=path.parent if os.access(path.parent, os.W_OK) else None) as scratch:
        dump = Path(scratch) / "database.dump"
        archive.extract(path, "database.dump", dump, lambda _: None)
        progress = Progress("database")
        watched = psycopg.connect(url, autocommit=True)

        def watch() -> None:
            row = watched.execute("SELECT pg_database_size(current_database())").fetchone()
            progress.reach(row[0] if row else 0)

        with watched:
            for section in ("pre-data", "data"):
                restore(url, dump, section, watch)
            renumbering.renumber(watched)
            restore(url, dump, "post-data", watch)
            watched.execute("ANALYZE")
            found = pgtools.counts(watched)
    if wrong := {name for name, rows in manifest["rows"].items() if found.get(name) != rows}:
        raise Trouble(f"The restored database lacks rows in {', '.join(sorted(wrong))}.", "nothing was replaced")
    progress.finish(f"{sum(found.values())} rows, as many as were backed up")


def restore(url: str, dump: Path, section: str, watch: Any) -> None:
    """Load one section of the dump: tables, then rows, then indexes and triggers."""
    arguments = [f"--section={section}", "--no-owner", "--no-privileges", "--exit-on-error"]
    if section != "pre-data":
        arguments.append("--jobs=2")
    pgtools.run("pg_restore", url, *arguments, str(dump), watch=watch)


def load_files(path: Path, settings: Environment) -> Path:
    """Write the files of the backup beside those that are there; returns the new folder."""
    new = settings.data / "files.restored"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    progress = Progress("files")
    count = archive.extract(path, "files", new, progress)
    progress.finish(f"{count} files, {size(progress.done)}")
    return new


def put_in_place(path: Path, settings: Environment, files: Path) -> None:
    """Give the restored files their name; what was there is kept under another until the next restore."""
    place, old = settings.data / "files", settings.data / "files.before-restore"
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    files.rename(place)
    if not settings.secret_key:
        key = settings.data / "secrets" / "secret-key"
        key.parent.mkdir(mode=0o700, exist_ok=True)
        archive.extract(path, "secrets/secret-key", key, lambda _: None)


def is_empty(url: str) -> bool:
    """Whether the database at `url` holds no table."""
    import psycopg

    with psycopg.connect(url) as connection:
        return not pgtools.counts(connection)


def swap(url: str) -> None:
    """Give the restored database the name of the one in use; that one is kept under another name."""
    import psycopg

    current = pgtools.name_of(url)
    with psycopg.connect(pgtools.named(url, "postgres"), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{OLD}" WITH (FORCE)')
        connection.execute(f'ALTER DATABASE "{current}" RENAME TO "{OLD}"')
        connection.execute(f'ALTER DATABASE "{NEW}" RENAME TO "{current}"')


def make_beside(url: str) -> str:
    """Make an empty database beside the one in use; returns its address."""
    import psycopg

    with psycopg.connect(pgtools.named(url, "postgres"), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{NEW}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{NEW}"')
    return pgtools.named(url, NEW)
