"""An export as CSV: UTF-8 with a mark for Excel, and no cell that a spreadsheet would take for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, tzinfo
from decimal import Decimal

from ponte.tickets.saved_views.columns import Value

MARK = "\ufeff"
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe(text: str) -> str:
    """Text that stays text: what begins like a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(RISKY) else text


def cell(value: Value, zone: tzinfo) -> str:
    """One value as it is written; moments in the reader's time zone, to the minute."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return safe(", ".join(value))
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value) if isinstance(value, int) else safe(value)


def write(head: Sequence[str], batches: Iterable[Sequence[Sequence[Value]]], zone: tzinfo) -> Iterator[bytes]:
    """The file, a piece a batch."""
    yield (MARK + _lines([[safe(word) for word in head]])).encode()
    for batch in batches:
        yield _lines([[cell(value, zone) for value in row] for row in batch]).encode()


def _lines(rows: Iterable[Sequence[str]]) -> str:
    lines = io.StringIO()
    csv.writer(lines).writerows(rows)
    return lines.getvalue()
