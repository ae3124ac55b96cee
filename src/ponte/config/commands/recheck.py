"""Work out anew what tickets repeat of their messages: counts, snippets, who waits since when, what is due.

Ponte may go on serving meanwhile. Nothing is changed where all is well; safe to stop and to run again.

Examples:
  ponte recheck
  ponte recheck --look
"""

from __future__ import annotations

import argparse
import sys
import time

from ponte.config import starting

EVERY = 2.0  # seconds between two lines of progress


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--look", action="store_true", help="change nothing; exit 1 if a ticket is wrong")


def run(given: argparse.Namespace) -> int:
    settings = starting.settings("recheck")
    with starting.database(settings):
        starting.django()
        starting.check_migrated()
        from ponte.tickets import rechecking
        from ponte.tickets.models import Ticket

        total, seen, wrong, told = Ticket.objects.count(), 0, 0, time.monotonic()
        for ids in rechecking.in_batches():
            wrong += len(rechecking.differences(ids)) if given.look else rechecking.mend(ids)
            seen += len(ids)
            if time.monotonic() - told > EVERY:
                told = time.monotonic()
                print(f"{seen} of {total} tickets", file=sys.stderr, flush=True)
    print(f"{seen} tickets looked at, {wrong} {'wrong' if given.look else 'mended'}.")
    return 1 if given.look and wrong else 0
