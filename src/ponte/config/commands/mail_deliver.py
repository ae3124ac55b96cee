"""Hand in one raw message: reads it from standard input, stores it, makes or finds its ticket, prints JSON.

For a mail server that pipes messages into a command. The exit code is 0 once the message is stored, and
75 (try again later) when it could not be.

Examples:
  ponte mail deliver < message.eml
  support: "|/opt/ponte/bin/ponte mail deliver --data /var/lib/ponte"     (in /etc/aliases)
"""

from __future__ import annotations

import argparse
import json
import sys
from importlib import import_module
from importlib.util import find_spec

from ponte.config import starting
from ponte.config.trouble import Trouble

TRY_AGAIN = 75  # EX_TEMPFAIL: the mail server keeps the message and comes again
DOOR = "ponte.channels.email.receiving_pipe"


class Later(Trouble):
    """The message was not stored: the sender must keep it."""

    exit_code = TRY_AGAIN


def options(parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def run(given: argparse.Namespace) -> int:
    raw = sys.stdin.buffer.read()
    if not raw.strip():
        raise Trouble("There is no message on standard input.", "hand one in: ponte mail deliver < message.eml")
    try:
        answer = deliver(raw)
    except Trouble as trouble:
        raise Later(trouble.what, trouble.mend) from trouble
    print(json.dumps(answer, ensure_ascii=False, default=str))
    return 0


def deliver(raw: bytes) -> dict[str, object]:
    settings = starting.settings("deliver")
    with starting.database(settings):
        starting.django()
        starting.check_migrated()
        if not find_spec(DOOR):
            raise Trouble("This version takes no mail yet.")
        from django.db import Error

        try:
            answer: dict[str, object] = import_module(DOOR).deliver(raw)
        except Error as error:
            raise Trouble(f"The message cannot be stored: {error}", "hand it in again later") from error
        return answer
