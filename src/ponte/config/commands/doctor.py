"""Check everything and say what is wrong, each with its mend. Exits 1 when something must be mended.

Ponte may be running or not. Nothing is changed, and no mail is sent.

Examples:
  ponte doctor
  ponte doctor --json | jq '.[] | select(.level == "problem")'
"""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ponte.config import starting
from ponte.config.environment import Environment
from ponte.config.trouble import Trouble

if TYPE_CHECKING:
    from ponte.config.checkup import Check, Finding

MARKS = {"ok": "ok      ", "note": "note    ", "problem": "PROBLEM "}


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(given: argparse.Namespace) -> int:
    settings = starting.settings("doctor")
    findings = list(examine(settings))
    if given.json:
        print(json.dumps([dataclasses.asdict(finding) for finding in findings], indent=1, ensure_ascii=False))
    for finding in () if given.json else findings:
        print(MARKS[finding.level] + finding.what)
        if finding.mend:
            print(f"{'':8}-> {finding.mend}")
    problems = sum(finding.level == "problem" for finding in findings)
    if not given.json:
        print(f"\n{problems} to mend." if problems else "\nAll is well.")
    return 1 if problems else 0


def examine(settings: Environment) -> Iterator[Finding]:
    """Run every check. One that breaks is a finding itself and never hides the others."""
    try:
        with starting.database(settings):
            starting.django()
            from ponte.config import checkup

            for check in (*checkup.BEFORE, *checkup.WITHIN):
                yield from examined(check, settings)
    except Trouble as trouble:
        from ponte.config.checkup.finding import problem

        yield problem(trouble.what, trouble.mend)


def examined(check: Check, settings: Environment) -> Iterator[Finding]:
    from django.db import DatabaseError

    from ponte.config.checkup.finding import problem

    try:
        yield from check(settings)
    except DatabaseError as error:
        yield problem(f"{check.__name__.replace('_', ' ')} could not be checked: {error}", "run `ponte migrate`")
