"""How many tickets wait in each queue: one query, each count capped."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db import connection

from ponte.team.models import Agent
from ponte.tickets.queues import COUNTED, Queue, tickets_in

CAP = 1000


def counts(agent: Agent) -> dict[Queue, int]:
    """The size of each counted queue for this person, at most `CAP`."""
    sql, parameters = _statement(agent.pk, agent.role, agent.is_active)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        row = cursor.fetchone()
    return dict(zip(COUNTED, row or (), strict=True))


@lru_cache(maxsize=2048)
def _statement(pk: int, role: str, is_active: bool) -> tuple[str, tuple[Any, ...]]:
    """The statement for one person; putting it together costs more than running it, so it is remembered."""
    agent = Agent(pk=pk, role=role, is_active=is_active)
    parts: list[str] = []
    parameters: list[Any] = []
    for queue in COUNTED:
        query = tickets_in(queue, agent).order_by().values("pk")[:CAP].query
        if query.is_empty():
            parts.append("0")
            continue
        sql, given = query.sql_with_params()
        parts.append(f"(SELECT count(*) FROM ({sql}) AS capped)")
        parameters.extend(given)
    return f"SELECT {', '.join(parts)}", tuple(parameters)
