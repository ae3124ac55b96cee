"""The first tickets of groups that follow each other, in one statement however many groups there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models.expressions import RawSQL

from ponte.tickets.saved_views.grouping import Group

if TYPE_CHECKING:
    from ponte.tickets.querysets import TicketQuerySet

FEWEST = 3  # groups that are worth reading together


def alike(groups: Sequence[Group]) -> list[Group]:
    """Those at the beginning that differ only in the value of one column; none when they are too few."""
    if not groups or not groups[0].path:
        return []
    first = groups[0]
    together = list(
        takewhile(lambda group: group.path == first.path and type(group.held) is type(first.held), groups)
    )
    return together if len(together) >= FEWEST else []


def first_of_each(
    groups: Sequence[Group],
    tickets: TicketQuerySet,
    parts: Callable[[TicketQuerySet], list[TicketQuerySet]],
    most: int,
) -> list[tuple[Group, int]]:
    """The first `most` tickets, group after group, as ids.

    `groups`: see `alike`. `parts`: puts tickets in order, as reads that follow each other. The database enters a
    group only while there is room: each is a search of its own in an index, and the page ends the walk.
    """
    held = RawSQL("grouped.value", [])
    reads: list[str] = []
    given: list[Any] = []
    for place, part in enumerate(parts(tickets.filter(**{groups[0].path: held}))):
        try:
            sql, parameters = part.values("pk")[:most].query.sql_with_params()
        except EmptyResultSet:
            continue
        reads.append(f"SELECT {place} AS part, row_number() OVER () AS place, * FROM ({sql}) AS part{place}(id)")
        given.extend(parameters)
    if not reads:
        return []
    kind = "text" if isinstance(groups[0].held, str) else "bigint"
    statement = f"""
        SELECT grouped.place, found.id
        FROM unnest(%s::{kind}[]) WITH ORDINALITY AS grouped(value, place)
        CROSS JOIN LATERAL ({" UNION ALL ".join(reads)}) AS found
        ORDER BY grouped.place, found.part, found.place
        LIMIT %s"""
    with connection.cursor() as cursor:
        cursor.execute(statement, [[group.held for group in groups], *given, most])
        return [(groups[place - 1], number) for place, number in cursor.fetchall()]
