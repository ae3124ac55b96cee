"""Pages by key: a cursor is the place after a row, so that nothing is skipped or told twice while lists change."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ponte.api.problems import Problem, not_found, wrong


def pack(*parts: object) -> str:
    """A cursor."""
    return urlsafe_b64encode(":".join(map(str, parts)).encode()).decode().rstrip("=")


def unpack(cursor: str, kind: str, count: int) -> list[str]:
    """What `pack(kind, …)` was given, without the kind.

    Raises:
        Problem: 422, this is no cursor of this list.
    """
    try:
        words = urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)).decode().split(":")
    except (binascii.Error, UnicodeError, ValueError):
        raise no_cursor() from None
    if len(words) != count + 1 or words[0] != kind:
        raise no_cursor()
    return words[1:]


def number(word: str) -> int:
    """A whole number of a cursor that the database can hold."""
    if not (word.isascii() and word.isdigit() and len(word) < 19):
        raise no_cursor()
    return int(word)


def no_cursor() -> Problem:
    return wrong("cursor", _("This is no cursor of this list: give what the page before said."), "query")


def by_id(
    rows: QuerySet[Any, Any], kind: str, cursor: str, limit: int, *, newest_first: bool = False
) -> tuple[list[dict[str, Any]], str | None]:
    """The next rows by id, and the cursor of what follows."""
    if cursor:
        place = number(unpack(cursor, kind, 1)[0])
        rows = rows.filter(**{"pk__lt" if newest_first else "pk__gt": place})
    found = list(rows.order_by("-pk" if newest_first else "pk")[: limit + 1])
    more = len(found) > limit
    found = found[:limit]
    return found, pack(kind, found[-1]["id"]) if more else None


def page(items: Sequence[Any], following: str | None) -> dict[str, Any]:
    """A list as it is answered."""
    return {"items": items, "next": following}


def one(rows: QuerySet[Any, Any], pk: int) -> dict[str, Any]:
    """The row with this id, or 404."""
    found: dict[str, Any] | None = rows.filter(pk=pk).first()
    if found is None:
        raise not_found()
    return found
