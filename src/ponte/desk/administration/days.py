"""Spans of days out of an address, in the reader's time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils import timezone


def day(text: str | None) -> date | None:
    """A day as a date field sends it (2026-11-20); None for anything else."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def span(field: str, first: str | None, last: str | None) -> dict[str, Any]:
    """Filters on `field` for the days from `first` to `last`, both included; what is no day is left out."""
    found: dict[str, Any] = {}
    if begin := day(first):
        found[f"{field}__gte"] = _midnight(begin)
    end = day(last)
    if end and end < date.max:
        found[f"{field}__lt"] = _midnight(end + timedelta(days=1))
    return found


def _midnight(moment: date) -> datetime:
    if not date.min + timedelta(days=2) < moment < date.max - timedelta(days=2):
        return datetime.combine(moment, time(), UTC)
    return datetime.combine(moment, time(), timezone.get_current_timezone())
