"""/tickets/…/clocks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from ninja import Path, Router

from ponte.api import finding
from ponte.api.access import Call
from ponte.api.answering import give
from ponte.api.operations import operation
from ponte.api.schemas.deadlines import ClocksOut
from ponte.api.schemas.words import Id
from ponte.api.tickets.shape import PRIORITY_WORDS
from ponte.lib import clock
from ponte.team.tokens.scopes import Scope
from ponte.tickets.models import NEVER
from ponte.tickets.sla import explaining
from ponte.tickets.sla.models import Clock, Outcome

router = Router(tags=["Deadlines"])
MOST = 100


def _state(row: Clock) -> str:
    if row.is_live:
        return "paused" if row.is_paused else "running"
    return str(row.outcome) if row.outcome != Outcome.RUNNING else "cancelled"


def _clock(row: Clock, at: datetime) -> dict[str, Any]:
    return {
        "target": row.target,
        "policy": {"id": row.version.policy_id, "name": row.version.name},
        "priority": PRIORITY_WORDS[row.priority],
        "seconds": row.seconds,
        "started_at": row.started_at,
        "state": _state(row),
        "due_at": row.due_at if row.is_live and not row.is_paused and row.due_at != NEVER else None,
        "breached_at": row.breached_at,
        "ended_at": row.ended_at,
        "words": explaining.explain(row, at).sentence,
    }


@operation(router, "GET", "/tickets/{ticket}/clocks", Scope.TICKETS_READ, gives=ClocksOut, refuses=(404,))
def list_clocks(request: Call, ticket: Path[Id]) -> HttpResponse:
    """List a ticket's deadlines

    What was promised by which policy, and how it stands.
    """
    found = finding.ticket_for(request.agent, ticket)
    rows = list(Clock.objects.filter(ticket=found).select_related("version__schedule").order_by("-pk")[:MOST])
    rows.sort(key=lambda row: (row.ended_at is not None, row.due_at if row.is_live else NEVER, -row.pk))
    at = clock.now()
    return give({"items": [_clock(row, at) for row in rows]})
