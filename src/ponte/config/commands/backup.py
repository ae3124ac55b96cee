"""Write database and files into one archive, which is checked before it gets its name.

Ponte may go on serving meanwhile. The archive holds customers' data and the key of this installation: keep
it as safe as the installation itself. Settings from the environment are not in it.

Examples:
  ponte backup /backups/ponte-$(date +%F).tar
  ponte backup --data /var/lib/ponte ponte.tar
"""

from __future__ import annotations

import argparse
from pathlib import Path

from ponte.config import starting
from ponte.config.progress import size
from ponte.config.trouble import Trouble


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the archive to write")
    parser.add_argument("--force", action="store_true", help="replace the file if it is there")


def run(given: argparse.Namespace) -> int:
    target: Path = given.file.absolute()
    if target.exists() and not given.force:
        raise Trouble(f"{target} is there already.", "name another file, or replace it with --force")
    settings = starting.settings("backup")
    if settings.s3_bucket:
        print(f"Attachments are in the bucket {settings.s3_bucket} and are not in this backup: back that up too.")
    with starting.database(settings):
        starting.django()
        starting.check_migrated()
        import os

        from ponte.config.backing_up import back_up

        rows = back_up(settings, os.environ["DATABASE_URL"], target)
    print(f"Backup written and checked: {target} ({size(target.stat().st_size)}, {sum(rows.values())} rows)")
    return 0
