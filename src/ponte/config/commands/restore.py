"""Bring back a backup: database, files and the key of the installation.

The archive is checked whole before anything else. Ponte must not be running on the data folder. Where there
are data already, --replace is needed; they are kept (database ponte_before_restore, folder
files.before-restore) until the next restore. A database of your own (DATABASE_URL) must be empty.

Examples:
  ponte restore /backups/ponte-2026-05-04.tar
  ponte restore --check /backups/ponte-2026-05-04.tar       (only checks it)
  ponte restore --replace --data /var/lib/ponte ponte.tar
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from ponte.config import restoring, starting
from ponte.config.commands.serving import only_one
from ponte.config.environment import Environment
from ponte.config.trouble import Trouble


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the archive")
    parser.add_argument("--replace", action="store_true", help="put it in the place of what is there")
    parser.add_argument("--check", action="store_true", help="only see that the archive is whole")


def run(given: argparse.Namespace) -> int:
    path: Path = given.file.absolute()
    manifest = restoring.check(path)
    if given.check:
        return 0
    settings = starting.settings("restore")
    with only_one(settings.data), starting.database(settings):
        bring_back(path, manifest, settings, replace=given.replace)
    print(f"Restored: Ponte as of {manifest['at']}.")
    return 0


def bring_back(path: Path, manifest: dict[str, Any], settings: Environment, *, replace: bool) -> None:
    url = os.environ["DATABASE_URL"]
    own = not settings.database_url
    check_known(manifest)
    empty = restoring.is_empty(url)
    if not empty and not own:
        raise Trouble("The database at DATABASE_URL is not empty.", "make an empty one and name that")
    if not empty and not replace:
        raise Trouble("There are data here already.", "add --replace; what is there is kept under another name")
    target = restoring.make_beside(url) if own else url
    restoring.load_database(path, manifest, target)
    files = restoring.load_files(path, settings)
    if own:
        restoring.swap(url)
    restoring.put_in_place(path, settings, files)
    starting.django()
    from ponte.config import migrating

    migrating.migrate()  # the backup may be of an older version


def check_known(manifest: dict[str, Any]) -> None:
    """Raise where the backup is of a version newer than this one."""
    known = {
        f"{file.parent.parent.name}.{file.stem}"
        for file in Path(restoring.__file__).parent.parent.rglob("migrations/[0-9]*.py")
    }
    labels = {name.partition(".")[0] for name in known}
    newer = [name for name in manifest["migrations"] if name.partition(".")[0] in labels and name not in known]
    if newer:
        raise Trouble(
            f"The backup is of a newer Ponte ({manifest['ponte']}): this one does not know {newer[0]}.",
            "update Ponte first; nothing was changed",
        )
