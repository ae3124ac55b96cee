"""The properties of a ticket, each changed and recorded in one transaction; no change, no event."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from ponte.customers.models import Customer
from ponte.events.recording import Actor, record
from ponte.lib import clock
from ponte.team.models import Agent, Team
from ponte.tickets.following_up import noticing
from ponte.tickets.locking import hold_open, require_writer
from ponte.tickets.models import State, Ticket
from ponte.tickets.sla import keeping
from ponte.tickets.solving import require_solvable
from ponte.tickets.states import Priority, StateType, TicketType


@transaction.atomic
def set_state(
    ticket: Ticket, state: State, *, by: Actor | str, at: datetime | None = None, anyway: bool = False
) -> Ticket:
    """Move the ticket to a state of the company.

    Raises:
        ClosedTicket: closed is final.
        NotAllowed: `by` may only look.
        NotSolvable: something stands in the way; `anyway` passes what only asks.
    """
    require_writer(by)
    at = at or clock.now()
    held = hold_open(ticket)
    require_solvable(held, state, by=by, anyway=anyway)
    if enter_state(held, state, by=by, at=at):
        keeping.keep(held, at=at, changed=("state",))
        held.updated_at = at
        held.save()
    return held


def enter_state(held: Ticket, state: State, *, by: Actor | str, at: datetime) -> bool:
    """Put a held ticket (not saved) into `state`, recording it; returns whether that changed anything."""
    old = held.state
    if old.pk == state.pk:
        return False
    held.state, held.state_type = state, state.type
    if state.type == StateType.SOLVED:
        held.solved_at = at
    elif state.type < StateType.SOLVED:
        held.solved_at = None
    else:
        held.closed_at = at
        held.solved_at = held.solved_at or at
    reopened = old.type == StateType.SOLVED and state.type < StateType.SOLVED
    if reopened:
        record(
            "ticket.reopened",
            by=by,
            subject=held.journal_name,
            ticket=held.pk,
            at=at,
            old=old.pk,
            new=state.pk,
            by_reply=False,
        )
    else:
        record(
            "ticket.state_changed",
            by=by,
            subject=held.journal_name,
            ticket=held.pk,
            at=at,
            old=old.pk,
            new=state.pk,
            old_type=int(old.type),
            new_type=int(state.type),
        )
    noticing.state_entered(held, by=by, at=at)
    return True


@transaction.atomic
def assign(ticket: Ticket, agent: Agent | None, *, by: Actor | str, at: datetime | None = None) -> Ticket:
    """Give the ticket to an agent, or to nobody."""
    require_writer(by)
    held = hold_open(ticket)
    old = held.assignee_id
    if old == (agent.pk if agent else None):
        return held
    held.assignee = agent
    _save(held, at, "assignee")
    record(
        "ticket.assigned",
        by=by,
        subject=held.journal_name,
        ticket=held.pk,
        at=at,
        old=old,
        new=agent.pk if agent else None,
    )
    return held


@transaction.atomic
def move_to_team(ticket: Ticket, team: Team | None, *, by: Actor | str, at: datetime | None = None) -> Ticket:
    """Give the ticket to a team, or to none."""
    require_writer(by)
    held = hold_open(ticket)
    old = held.team_id
    if old == (team.pk if team else None):
        return held
    held.team = team
    _save(held, at, "team")
    record(
        "ticket.moved",
        by=by,
        subject=held.journal_name,
        ticket=held.pk,
        at=at,
        old=old,
        new=team.pk if team else None,
    )
    return held


def set_priority(ticket: Ticket, priority: Priority, *, by: Actor | str, at: datetime | None = None) -> Ticket:
    """Change the priority; the running deadline follows it."""
    return _set(ticket, "priority", int(priority), by=by, at=at)


def set_type(ticket: Ticket, kind: TicketType, *, by: Actor | str, at: datetime | None = None) -> Ticket:
    """Change the kind of ticket."""
    return _set(ticket, "type", str(kind), by=by, at=at)


def set_subject(ticket: Ticket, subject: str, *, by: Actor | str, at: datetime | None = None) -> Ticket:
    """Change the subject (at most 500 characters)."""
    return _set(ticket, "subject", subject.strip()[:500], by=by, at=at)


def set_language(ticket: Ticket, language: str, *, by: Actor | str, at: datetime | None = None) -> Ticket:
    """Change the language in which the customer is answered."""
    return _set(ticket, "language", language, by=by, at=at)


@transaction.atomic
def set_requester(ticket: Ticket, requester: Customer, *, by: Actor | str, at: datetime | None = None) -> Ticket:
    """Say that the ticket belongs to another customer."""
    require_writer(by)
    held = hold_open(ticket)
    old = held.requester_id
    if old != requester.pk:
        held.requester = requester
        _save(held, at, "requester")
        _record_change(held, "requester", old, requester.pk, by=by, at=at)
    return held


def set_spam(ticket: Ticket, is_spam: bool, *, by: Actor | str, at: datetime | None = None) -> Ticket:
    """Mark as spam, or take the mark away."""
    return _set(ticket, "is_spam", is_spam, by=by, at=at)


@transaction.atomic
def _set(ticket: Ticket, field: str, value: Any, *, by: Actor | str, at: datetime | None) -> Ticket:
    require_writer(by)
    held = hold_open(ticket)
    old = getattr(held, field)
    if old == value:
        return held
    setattr(held, field, value)
    _save(held, at, field)
    _record_change(held, field, old, value, by=by, at=at)
    return held


def _save(held: Ticket, at: datetime | None, *fields: str) -> None:
    held.updated_at = at or clock.now()
    keeping.keep_if_promised(held, at=held.updated_at, changed=fields)
    held.save(update_fields=[*fields, "due_at", "updated_at"])


def _record_change(held: Ticket, field: str, old: Any, new: Any, *, by: Actor | str, at: datetime | None) -> None:
    record(
        "ticket.changed",
        by=by,
        subject=held.journal_name,
        ticket=held.pk,
        at=at,
        field=field,
        old=old,
        new=new,
    )
