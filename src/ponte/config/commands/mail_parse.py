"""Show what is understood of one raw message: reads it from standard input, prints JSON. Stores nothing.

Examples:
  ponte mail parse < message.eml
  ponte mail parse < message.eml | jq .reply_text
"""

from __future__ import annotations

import argparse
import json
import sys

from ponte.config.trouble import Trouble


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--compact", action="store_true", help="one line instead of many")


def run(given: argparse.Namespace) -> int:
    raw = sys.stdin.buffer.read()
    if not raw.strip():
        raise Trouble("There is no message on standard input.", "hand one in: ponte mail parse < message.eml")
    from ponte.lib.mail.exporting import to_json
    from ponte.lib.mail.parsing import parse

    text = json.dumps(to_json(parse(raw)), ensure_ascii=False, indent=None if given.compact else 2)
    sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
    return 0
