"""Lengths of time as people type them: 4h, 1h 30m, 45m."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_length = re.compile(r"(?:(\d{1,4})\s*(?:h|год)\.?)?\s*(?:(\d{1,5})\s*(?:m|min|хв)\.?)?$", re.IGNORECASE)


def seconds(text: str) -> int | None:
    """A length in seconds; None where nothing is written.

    Raises:
        ValidationError: it is not understood.
    """
    text = text.strip()
    if not text:
        return None
    match = _length.match(text)
    if match is None or not any(match.groups()):
        raise ValidationError(_("“%(text)s”: write a time as 4h, 1h 30m or 45m.") % {"text": text})
    return int(match[1] or 0) * 3600 + int(match[2] or 0) * 60


def of_seconds(length: int | None) -> str:
    """The same as it is typed."""
    if not length:
        return ""
    hours, minutes = divmod(length // 60, 60)
    return " ".join(part for part in (f"{hours}h" if hours else "", f"{minutes}m" if minutes else "") if part)


def percents(text: str) -> tuple[int, ...]:
    """Percentages with commas.

    Raises:
        ValidationError: one is no number.
    """
    parts = [part.strip().removesuffix("%").strip() for part in re.split(r"[,;\s]+", text) if part.strip(" %")]
    if not all(part.isascii() and part.isdigit() and len(part) < 4 for part in parts):
        raise ValidationError(_("Write percentages with commas, such as 50, 75."))
    return tuple(int(part) for part in parts)
