"""Bring the database to this version. Safe to run again, and on several machines at once.

Examples:
  ponte migrate
  DATABASE_URL=postgresql://… ponte migrate
"""

from __future__ import annotations

import argparse

from ponte.config import starting


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if something is missing")


def run(given: argparse.Namespace) -> int:
    settings = starting.settings("migrate")
    with starting.database(settings):
        starting.django()
        from ponte.config import migrating

        if given.check:
            missing = migrating.missing()
            print("\n".join(missing) if missing else "The database is at this version.")
            return 1 if missing else 0
        done = migrating.migrate(verbosity=1)
        print(f"{len(done)} migrations applied." if done else "The database is at this version already.")
    return 0
