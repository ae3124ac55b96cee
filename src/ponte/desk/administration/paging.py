"""Lists by key: newest first, a page after or before an id, never a page number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.http import QueryDict

Row = TypeVar("Row", bound=Model)
SIZE = 50


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows with the addresses of the pages beside them ("" at an end)."""

    rows: list[Row]
    newer: str
    older: str


def page_of(rows: QuerySet[Row], asked: QueryDict, *, keep: Iterable[str], size: int = SIZE) -> Page[Row]:
    """The page that `?before=` or `?after=` names; `keep` are the parameters that belong to the search."""
    kept = {name: str(asked[name]) for name in keep if asked.get(name)}
    before, after = number(asked.get("before")), number(asked.get("after"))
    if after:
        found = list(rows.filter(pk__gt=after).order_by("pk")[: size + 1])
        more_newer, more_older = len(found) > size, True
        found = found[:size][::-1]
    else:
        chosen = rows.filter(pk__lt=before) if before else rows
        found = list(chosen.order_by("-pk")[: size + 1])
        more_newer, more_older = bool(before), len(found) > size
        found = found[:size]
    if not found:
        return Page([], _address(kept) if before or after else "", "")
    return Page(
        found,
        _address(kept, after=found[0].pk) if more_newer else "",
        _address(kept, before=found[-1].pk) if more_older else "",
    )


def number(text: str | None) -> int:
    """A positive id out of an address; 0 for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0


def words(text: str | None) -> str:
    """What was typed into a search box, on one line, at most 200 letters."""
    return " ".join((text or "").replace("\0", "").split())[:200]


def _address(kept: dict[str, str], **place: Any) -> str:
    return "?" + urlencode({**kept, **place})
