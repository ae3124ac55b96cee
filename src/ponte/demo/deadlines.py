"""The deadlines of a ticket's life: its acts in the order of time, through the very reckoning of `tickets.sla`."""

from __future__ import annotations

import copy
from datetime import datetime

from ponte.demo.life import Happening, Life
from ponte.tickets.models import NEVER, Ticket
from ponte.tickets.sla import clocks
from ponte.tickets.sla.clocks import Bench
from ponte.tickets.sla.rulebook import Rulebook
from ponte.tickets.states import StateType

MATTERS = ("priority", "is_spam", "tags")


def run(life: Life, book: Rulebook, now: datetime) -> None:
    """Give the ticket its clocks, its `due_at`, and the events that tell of them."""
    ticket = copy.copy(life.ticket)
    ticket.state = life.company.states["new"]
    ticket.state_type, ticket.tags, ticket.is_spam = StateType.NEW, [], False
    ticket.waiting_since = ticket.first_replied_at = None
    bench = Bench(ticket, False, life.clocks, book, now, [])
    acts = sorted(life.happenings, key=lambda act: act.at)
    for act in acts:
        changed = _live(ticket, act)
        if changed:
            bench.at, bench.pauses = act.at, ticket.state.pauses_deadlines
            clocks.advance(bench, rematch=changed in MATTERS)
    bench.at = now
    clocks.expire(bench)
    for clock in life.clocks:
        clock.ticket = life.ticket
    life.ticket.due_at = min(clocks.due_at(life.clocks), life.ticket.promise_due_at or NEVER)
    for told in bench.told:
        life.tell(told.kind, "system", told.at, **told.data)


def _live(ticket: Ticket, act: Happening) -> str:
    """Let the act happen to the ticket; says what it changed that deadlines depend on."""
    data = act.data
    match act.kind:
        case "ticket.created":
            ticket.priority, ticket.waiting_since = data["priority"], act.at
            return "message"
        case "ticket.message_received":
            if data["flagged"] or data["message"].is_automatic:
                return ""
            ticket.waiting_since = ticket.waiting_since or act.at
            return "message"
        case "ticket.replied":
            ticket.waiting_since = None
            ticket.first_replied_at = ticket.first_replied_at or act.at
            return "message"
        case "ticket.state_changed" | "ticket.reopened":
            ticket.state, ticket.state_type = data["new"], data["new"].type
            return "state"
        case "ticket.changed":
            setattr(ticket, data["field"], data["new"])
            return str(data["field"])
        case "ticket.tagged":
            ticket.tags = [*ticket.tags, data["tag"]]
            return "tags"
    return ""
