"""When a message says it was written."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

from ponte.lib.mail.headers import decode_value

_FIRST_YEAR, _LAST_YEAR = 1971, 2105


def parse_date(value: bytes) -> datetime | None:
    """The moment, aware; None when it cannot be read or cannot be true. No zone is read as UTC."""
    text = decode_value(value[:500])
    if not text:
        return None
    moment = _iso(text) or _rfc(text)
    if moment is None or not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def find_date(date: bytes, received: list[bytes]) -> tuple[datetime | None, str]:
    """(moment, defect): the Date header's, else when the last server took the message."""
    moment = parse_date(date)
    if moment:
        return moment, ""
    defect = "bad-date" if date.strip() else "no-date"
    for line in received[:20]:
        moment = parse_date(line.rpartition(b";")[2])
        if moment:
            return moment, defect
    return None, defect


def _iso(text: str) -> datetime | None:
    if not re.match(r"\d{4}-\d\d-\d\d", text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _rfc(text: str) -> datetime | None:
    try:
        parts = parsedate_tz(text)
        if parts is None:
            return None
        offset = parts[9] or 0
        if abs(offset) >= 24 * 3600:
            offset = 0
        return datetime(*parts[:6], tzinfo=timezone(timedelta(seconds=offset)))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
