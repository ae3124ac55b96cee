"""How many tickets wait in each queue: one query, each count capped."""

from __future__ import annotations

from functools import lru_cache

from ponte.search.statements import fetch, number, sql_of
from ponte.team.models import Agent
from ponte.tickets.queues import COUNTED, Queue, tickets_in

CAP = 1000


def counts(agent: Agent) -> dict[Queue, int]:
    """The size of each counted queue for this person, at most `CAP`."""
    row = fetch(_statement(agent.role, agent.is_active), {"agent": agent.pk})[0]
    return dict(zip(COUNTED, row, strict=True))


@lru_cache(maxsize=32)
def _statement(role: str, is_active: bool) -> str:
    """The statement for anybody of this role."""
    agent = Agent(pk=number("agent"), role=role, is_active=is_active)
    queues = [sql_of(tickets_in(queue, agent).order_by().values("pk")[:CAP]) for queue in COUNTED]
    return "SELECT " + ", ".join(f"(SELECT count(*) FROM ({sql}) AS capped)" if sql else "0" for sql in queues)
