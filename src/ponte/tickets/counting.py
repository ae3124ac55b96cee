"""How many tickets wait in each queue: one query, each count capped."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from ponte.search.statements import fetch, number, sql_of
from ponte.team.models import Agent
from ponte.tickets.queues import COUNTED, tickets_in

CAP = 1000


_others: dict[str, Callable[[Agent], QuerySet[Any]]] = {}


def also(name: str, rows: Callable[[Agent], QuerySet[Any]]) -> None:
    """Count these with the queues in the same query, as `name`; rooms above add what each page shows."""
    _others[name] = rows
    _statement.cache_clear()


def counts(agent: Agent) -> dict[str, int]:
    """The size of each counted queue for this person and of what `also` added, each at most `CAP`."""
    row = fetch(_statement(agent.role, agent.is_active), {"agent": agent.pk})[0]
    return dict(zip([*COUNTED, *_others], row, strict=True))


@lru_cache(maxsize=32)
def _statement(role: str, is_active: bool) -> str:
    """The statement for anybody of this role."""
    agent = Agent(pk=number("agent"), role=role, is_active=is_active)
    rows = [*(tickets_in(queue, agent) for queue in COUNTED), *(others(agent) for others in _others.values())]
    queues = [sql_of(each.order_by().values("pk")[:CAP]) for each in rows]
    return "SELECT " + ", ".join(f"(SELECT count(*) FROM ({sql}) AS capped)" if sql else "0" for sql in queues)
