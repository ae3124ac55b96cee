"""What the router did these last weeks: most tickets were its to give."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from ponte.demo.life import Happening, Life
from ponte.demo.routes import AGO, MOST
from ponte.events.recording import SYSTEM
from ponte.team.models import Agent
from ponte.tickets.routing.ways import speaks


def hand(life: Life, agent: Agent, *, at: datetime, now: datetime) -> None:
    """Let the agent have the ticket by `at`: taken by themselves before routing, given by the router since."""
    ticket = life.ticket
    if at < now - AGO or ticket.assignee is not None:
        life.assign(agent, by=agent, at=at)
        return
    moves = [act.at for act in life.happenings if act.kind == "ticket.moved"]
    settled = max([ticket.created_at, *moves])
    given = min(at, settled + timedelta(seconds=2))
    fits = speaks(set(agent.languages), ticket.language)
    most = MOST.get(agent.email.partition(".")[0], {}).get("mail", 20)
    why: dict[str, Any] = {
        "route": None,
        "agent": agent,
        "team": ticket.team,
        "old": None,
        "because": "",
        "why": f"language:{ticket.language},load" if fits else "load",
        "load": 1 + given.minute % (most - 2),
        "most": most,
        "reasons": "",
        "passed": [],
    }
    reasons = Happening(given, "ticket.routed", SYSTEM, ticket, ticket, None, why)
    life.happenings.append(reasons)
    life.happenings.append(
        Happening(given, "ticket.assigned", SYSTEM, ticket, ticket, None, {"old": None, "new": agent}, cause=reasons)
    )
    ticket.assignee = agent
