"""Taking what is due: two workers never take the same delivery, and a dead worker's is due again by itself."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q

from ponte.channels.webhooks.models import Endpoint, Suspension

LEASE = timedelta(seconds=60)  # more than an attempt may last
AT_ONCE = 8  # deliveries under way to one endpoint by one worker
WHEN_FAILING = 1

_CLAIM = """
    WITH room AS (SELECT * FROM unnest(%(endpoints)s::bigint[], %(free)s::int[]) AS room(endpoint_id, free)),
    due AS (
        SELECT picked.id FROM room CROSS JOIN LATERAL (
            SELECT d.id FROM webhooks_delivery d
            WHERE d.endpoint_id = room.endpoint_id AND d.status IN ('waiting', 'sending') AND d.due_at <= %(at)s
            ORDER BY d.due_at, d.id LIMIT room.free FOR UPDATE SKIP LOCKED) AS picked
        LIMIT %(most)s)
    UPDATE webhooks_delivery d SET status = 'sending', due_at = %(lease)s, attempts = d.attempts + 1
    FROM due WHERE d.id = due.id
    RETURNING d.id, d.endpoint_id, d.message_id, d.line, d.body, d.attempts, d.attempts - d.earlier
"""


@dataclass(frozen=True)
class Claimed:
    """A delivery that is ours until its lease ends. `tries`: attempts of this round, `attempts` of all."""

    id: int
    endpoint_id: int
    message_id: str
    line: str
    body: str
    attempts: int
    tries: int


def claim(under_way: Mapping[int, int], most: int, at: datetime) -> list[Claimed]:
    """Up to `most` deliveries that are due now; `under_way`: how many the caller is at, by endpoint."""
    room = _room(under_way, at)
    if not room or most <= 0:
        return []
    order = random.sample(sorted(room), len(room))  # so that no busy one is always served before the others
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            _CLAIM,
            {
                "endpoints": order,
                "free": [room[pk] for pk in order],
                "at": at,
                "lease": at + LEASE,
                "most": most,
            },
        )
        return [Claimed(*row) for row in cursor.fetchall()]


def _room(under_way: Mapping[int, int], at: datetime) -> dict[int, int]:
    """How many more each endpoint may get at once: a slow one must not take all hands, a failing one is only felt."""
    rows = Endpoint.objects.filter(suspended=Suspension.NONE).exclude(Q(rests_until__gt=at))
    free = {
        pk: (WHEN_FAILING if failing else AT_ONCE) - under_way.get(pk, 0)
        for pk, failing in rows.values_list("pk", "failing_since")
    }
    return {pk: number for pk, number in free.items() if number > 0}
