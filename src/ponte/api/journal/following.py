"""Exports that miss nothing while others write.

An export first walks all rows by id, and remembers where the journal's horizon stood when it began. Then it follows
the journal from there: whatever changed is given again, as it is now. Each change writes its event in its own
transaction, and the journal is read in the order (txid, id) up to the oldest running transaction, so a slow
transaction that commits behind the walk, or behind another event, is still ahead of the cursor.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from ponte.api import paging
from ponte.events.models import Event

COLUMNS = ("id", "txid", "kind", "ticket_id", "customer_id", "data")


@dataclass(frozen=True)
class Source:
    """One export: `rows` that the reader may see, which ids an event speaks of, and how rows are given."""

    name: str
    rows: Callable[[], QuerySet[Any, dict[str, Any]]]
    touched: Callable[[dict[str, Any]], Sequence[int]]
    make: Callable[[list[dict[str, Any]]], list[dict[str, Any]]]


def horizon() -> int:
    """The oldest transaction that still runs: whatever is older is settled."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])


def settled(txid: int, pk: int) -> QuerySet[Event]:
    """The events after a place that can no longer be overtaken, in order."""
    after = RawSQL("(txid, id) > (%s::text::xid8, %s)", (txid, pk), BooleanField())
    safe = RawSQL("txid < pg_snapshot_xmin(pg_current_snapshot())", (), BooleanField())
    return Event.objects.filter(after, safe).order_by("txid", "id")


def follow(source: Source, cursor: str, limit: int) -> dict[str, Any]:
    """The next part. The cursor is `walk:start:id` first, then `news:txid:id`."""
    if not cursor:
        return _walk(source, horizon(), 0, limit)
    kind, first, second = paging.unpack(cursor, source.name, 3)
    places = paging.number(first), paging.number(second)
    if kind == "walk":
        return _walk(source, *places, limit)
    if kind == "news":
        return _news(source, *places, limit)
    raise paging.no_cursor()


def _walk(source: Source, start: int, last: int, limit: int) -> dict[str, Any]:
    found = list(source.rows().filter(pk__gt=last).order_by("pk")[:limit])
    if len(found) == limit:
        place = paging.pack(source.name, "walk", start, found[-1]["id"])
    else:
        place = paging.pack(source.name, "news", start, 0)
    return {"items": source.make(found), "cursor": place, "has_more": True}


def _news(source: Source, txid: int, pk: int, limit: int) -> dict[str, Any]:
    events = list(settled(txid, pk).values(*COLUMNS)[:limit])
    if not events:
        return {"items": [], "cursor": paging.pack(source.name, "news", txid, pk), "has_more": False}
    ids = {each for event in events for each in source.touched(event)}
    found = list(source.rows().filter(pk__in=ids).order_by("pk")) if ids else []
    place = paging.pack(source.name, "news", events[-1]["txid"], events[-1]["id"])
    return {"items": source.make(found), "cursor": place, "has_more": len(events) == limit}
