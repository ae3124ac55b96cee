"""Writes a backup: one moment of the database, then the files, checked before it gets its name."""

from __future__ import annotations

import os
import shutil
import tarfile
import tempfile
from pathlib import Path

from ponte import __version__
from ponte.config import archive, pgtools
from ponte.config.environment import Environment
from ponte.config.progress import Progress, size
from ponte.config.trouble import Trouble
from ponte.lib import clock


def back_up(settings: Environment, url: str, target: Path) -> dict[str, int]:
    """Write the backup to `target`; returns the number of rows of each table.

    Takes nothing away from a Ponte that is serving. `target` appears only when it is whole and checked.
    """
    if not target.parent.is_dir():
        raise Trouble(f"There is no folder {target.parent}.", "make it, or name another file")
    partial = target.with_name(f"{target.name}.partial")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".ponte-backup-") as scratch:
            dump = Path(scratch) / "database.dump"
            rows, migrations = dump_database(url, dump)
            about: dict[str, object] = {
                "ponte": __version__, "at": clock.now().isoformat(), "rows": rows, "migrations": migrations,
            }
            write(settings, dump, partial, about)
        checking = Progress("checking", partial.stat().st_size)
        archive.verify(partial, checking)
        checking.finish(size(partial.stat().st_size))
        partial.replace(target)
    except OSError as error:
        raise Trouble(f"The backup could not be written: {error.strerror}.", "see that the disk has room") from error
    finally:
        partial.unlink(missing_ok=True)
    return rows


def dump_database(url: str, dump: Path) -> tuple[dict[str, int], list[str]]:
    """Dump the database and count its rows, both as of one moment."""
    import psycopg

    progress = Progress("database")
    with psycopg.connect(url) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None
        pgtools.run(
            "pg_dump", url, "--format=custom", f"--snapshot={row[0]}", f"--file={dump}",
            "--no-owner", "--no-privileges",
            watch=lambda: progress.reach(dump.stat().st_size if dump.exists() else 0),
        )  # fmt: skip
        rows = pgtools.counts(connection)
        migrations = [
            f"{app}.{name}"
            for app, name in connection.execute("SELECT app, name FROM django_migrations ORDER BY 1, 2").fetchall()
        ]
    progress.finish(f"{size(dump.stat().st_size)}, {sum(rows.values())} rows")
    return rows, migrations


def write(settings: Environment, dump: Path, partial: Path, about: dict[str, object]) -> None:
    """Write the archive: for its owner alone, since it holds customers' words and this installation's secrets."""
    folders = {"files": settings.data / "files"}
    found = [(name, path) for name, folder in folders.items() for path in sorted(folder.rglob("*")) if path.is_file()]
    total = sum(path.stat().st_size for _, path in found)
    shutil.rmtree(partial, ignore_errors=True)
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    progress = Progress("files", total)
    with os.fdopen(handle, "wb") as file:
        with tarfile.open(fileobj=file, mode="w:") as tar:
            members = [archive.add(tar, "database.dump", dump, lambda _: None)]
            key = settings.data / "secrets" / "secret-key"
            if not settings.secret_key and key.exists():
                members.append(archive.add(tar, "secrets/secret-key", key, lambda _: None))
            for name, path in found:
                inside = f"{name}/{path.relative_to(folders[name]).as_posix()}"
                try:
                    members.append(archive.add(tar, inside, path, progress))
                except FileNotFoundError:
                    continue  # deleted since: the database of a moment ago no longer needs it either
            archive.close(tar, members, about)
        file.flush()
        os.fsync(file.fileno())
    progress.finish(f"{len(found)} files, {size(total)}")
