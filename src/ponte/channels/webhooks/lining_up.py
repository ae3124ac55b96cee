"""Storing deliveries so that those of one line (a ticket) go out one after the other.

Only the first unfinished delivery of a line has a moment at which it is due. Whoever ends it wakes the next. Adding
holds the line's unfinished rows, so that a first one cannot end in between and leave the new one asleep.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection, transaction

from ponte.channels.webhooks.models import UNFINISHED, Delivery

Line = tuple[int, str]

_WAKE = """
    UPDATE webhooks_delivery SET due_at = %(at)s WHERE due_at IS NULL AND id IN (
        SELECT min(d.id) FROM webhooks_delivery d
        JOIN unnest(%(endpoints)s::bigint[], %(lines)s::text[]) AS ended(endpoint_id, line)
            ON d.endpoint_id = ended.endpoint_id AND d.line = ended.line
        WHERE d.status IN ('waiting', 'sending') GROUP BY d.endpoint_id, d.line)
"""
_STRANDED = """
    UPDATE webhooks_delivery SET due_at = %s WHERE id IN (
        SELECT d.id FROM webhooks_delivery d WHERE d.due_at IS NULL AND d.status = 'waiting' AND NOT EXISTS (
            SELECT FROM webhooks_delivery earlier WHERE earlier.endpoint_id = d.endpoint_id
            AND earlier.line = d.line AND earlier.id < d.id AND earlier.status IN ('waiting', 'sending'))
        LIMIT 1000)
"""


@transaction.atomic
def add(rows: Sequence[Delivery], at: datetime) -> None:
    """Store them; those that are there already are left alone."""
    busy = _hold({(row.endpoint_id, row.line) for row in rows})
    for row in rows:
        line = (row.endpoint_id, row.line)
        row.created_at = at
        row.due_at = None if line in busy else at
        busy.add(line)
    Delivery.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


def _hold(lines: set[Line]) -> set[Line]:
    """Lock what is unfinished of these lines; returns the lines that have any."""
    rows = Delivery.objects.select_for_update(no_key=True).filter(
        endpoint__in={endpoint for endpoint, _line in lines},
        line__in={line for _endpoint, line in lines},
        status__in=UNFINISHED,
    )
    return set(rows.order_by("pk").values_list("endpoint_id", "line"))


def wake_next(lines: Iterable[Line], at: datetime) -> None:
    """Let the first unfinished delivery of each line go, when it has waited behind one that ended."""
    ended = sorted(set(lines))
    if ended:
        with connection.cursor() as cursor:
            cursor.execute(
                _WAKE, {"at": at, "endpoints": [one for one, _ in ended], "lines": [line for _, line in ended]}
            )


def wake_stranded(at: datetime) -> int:
    """The same for all lines, for what an ended transaction may have missed; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(_STRANDED, [at])
        return cursor.rowcount
