"""Run only the mail receiver (SMTP).

Any number may run, on any number of machines, against one database. The database must be at this version:
run `ponte migrate` once before.

Examples:
  ponte mail --mail-port 2526
  DATABASE_URL=postgresql://… ponte mail --mail-port 2526
"""

from __future__ import annotations

import argparse

from ponte.config.cli import add_settings
from ponte.config.commands.one_role import run_one


def options(parser: argparse.ArgumentParser) -> None:
    add_settings(parser, "PONTE_MAIL_HOST", "PONTE_MAIL_PORT")


def run(given: argparse.Namespace) -> int:
    return run_one("mail")
