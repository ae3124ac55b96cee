"""The statements that lists and pages stand on, explained by the server itself."""

from __future__ import annotations

import json
from typing import Any

from django.db import connection

from ponte.events.models import Event
from ponte.team.models import Agent
from ponte.tickets.models import Message, Ticket


def explain(world: dict[str, Any]) -> dict[str, Any]:
    """For each statement: milliseconds, pages touched, and the nodes of its plan."""
    giulia = Agent.objects.get(email="giulia.ferri@velora.example")
    olena = Agent.objects.get(email="olena.kovalenko@velora.example")
    ticket = world["long_tickets"][0]
    statements = {
        "all by due, sees all": Ticket.objects.visible_to(giulia).unsolved().order_by("due_at", "id")[:51],
        "all by due, an agent": Ticket.objects.visible_to(olena).unsolved().order_by("due_at", "id")[:51],
        "newest of all, an agent": Ticket.objects.visible_to(olena).order_by("-updated_at", "-id")[:51],
        "mine": Ticket.objects.in_work().filter(assignee=olena).order_by("due_at", "id")[:51],
        "history": Event.objects.filter(ticket_id=ticket).order_by("-id")[:100],
        "thread": Message.objects.filter(ticket=ticket).order_by("id"),
        "one number in text": Message.objects.filter(words="vb4711").values("ticket_id")[:51],
    }
    return {name: _explained(rows) for name, rows in statements.items()}


def _explained(rows: Any) -> dict[str, Any]:
    sql, parameters = rows.query.sql_with_params()
    best: dict[str, Any] = {}
    with connection.cursor() as cursor:
        for _ in range(5):
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", parameters)
            answer = cursor.fetchone()[0]
            found = (json.loads(answer) if isinstance(answer, str) else answer)[0]
            if not best or found["Execution Time"] < best["Execution Time"]:
                best = found
    plan = best["Plan"]
    return {
        "ms": round(best["Execution Time"], 2),
        "planning_ms": round(best["Planning Time"], 2),
        "pages": plan["Shared Hit Blocks"] + plan["Shared Read Blocks"],
        "nodes": list(_nodes(plan)),
    }


def _nodes(plan: dict[str, Any]) -> Any:
    yield " ".join(part for part in (plan["Node Type"], plan.get("Index Name", "")) if part)
    for child in plan.get("Plans", ()):
        yield from _nodes(child)
