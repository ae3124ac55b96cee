"""How many requests a token may make: a bucket that fills steadily, kept in an unlogged table.

In the database, because any number of web processes serve one token; unlogged, because after a crash a full
bucket harms nobody.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection

from ponte.lib import clock
from ponte.team.tokens.models import Token

# One statement, so that two requests at once cannot spend the same drop.
_SPEND = """
    INSERT INTO tokens_allowance AS mine (token_id, level, at, allowed)
    VALUES (%(token)s, %(size)s - %(cost)s, %(at)s, true)
    ON CONFLICT (token_id) DO UPDATE SET
        allowed = {filled} >= %(cost)s,
        level = {filled} - CASE WHEN {filled} >= %(cost)s THEN %(cost)s ELSE 0 END,
        at = greatest(mine.at, %(at)s)
    RETURNING allowed, level
""".format(  # the level now: what was left, and what has come since
    filled="least(%(size)s, mine.level + %(rate)s * greatest(0, extract(epoch FROM %(at)s - mine.at)))"
)


@dataclass(frozen=True, slots=True)
class Allowance:
    """`limit`: the bucket's size; `remaining`: requests left now; `reset`, `wait`: seconds until it is full,
    and until the next request is allowed."""

    allowed: bool
    limit: int
    remaining: int
    reset: int
    wait: int


def spend(token: Token, *, cost: int = 1, at: datetime | None = None) -> Allowance:
    """Take `cost` from the token's bucket if there is enough in it."""
    size = float(settings.API_RATE)
    rate = size / 60
    with connection.cursor() as cursor:
        cursor.execute(
            _SPEND, {"token": token.pk, "size": size, "cost": float(cost), "rate": rate, "at": at or clock.now()}
        )
        allowed, level = cursor.fetchone()
    return Allowance(
        bool(allowed),
        int(size),
        max(0, int(level)),
        math.ceil((size - level) / rate),
        0 if allowed else max(1, math.ceil((cost - level) / rate)),
    )
