"""Run only the worker: jobs, consumers of the journal, mailboxes, outgoing mail.

Any number may run, on any number of machines, against one database. The database must be at this version:
run `ponte migrate` once before.

Examples:
  ponte worker
  DATABASE_URL=postgresql://… ponte worker
"""

from __future__ import annotations

import argparse

from ponte.config.cli import add_settings
from ponte.config.commands.one_role import run_one


def options(parser: argparse.ArgumentParser) -> None:
    add_settings(parser, "PONTE_SMTP_URL", "PONTE_PUBLIC_URL")


def run(given: argparse.Namespace) -> int:
    return run_one("worker")
