"""The way of an escalation: taken, returned with an answer, or taken back by those who asked."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ponte.events.recording import record
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import changing, noting
from ponte.tickets.escalating import cards
from ponte.tickets.escalating.errors import NotIncluded, NotOpen
from ponte.tickets.escalating.models import OPEN, Escalation, State
from ponte.tickets.locking import hold, require_writer
from ponte.tickets.models import Ticket


@transaction.atomic
def take(escalation: Escalation, *, by: Agent, at: datetime | None = None) -> Escalation:
    """Take it on: the ticket is the taker's. Taking over from a colleague is fine.

    Raises:
        ClosedTicket, NotAllowed, NotOpen: nothing was changed.
    """
    require_writer(by)
    at = at or clock.now()
    held, row = _hold(escalation)
    row.state, row.taken_by, row.taken_at = State.TAKEN, by, at
    row.save(update_fields=["state", "taken_by", "taken_at"])
    record("ticket.escalation_taken", by=by, subject=held.journal_name, ticket=held.pk, at=at, escalation=row.pk)
    changing.assign(held, by, by=by, at=at)
    return row


@transaction.atomic
def give_back(escalation: Escalation, answer: str, *, by: Agent, at: datetime | None = None) -> Escalation:
    """Return the ticket to its team and owner, with the answer as a card in the thread.

    Raises:
        ClosedTicket, NotAllowed, NotIncluded, NotOpen: nothing was changed.
    """
    require_writer(by)
    at = at or clock.now()
    held, row = _hold(escalation)
    answer = answer.strip()[:10_000]
    if not answer:
        raise NotIncluded(["answer"])
    row.state, row.answer, row.ended_by, row.ended_at = State.RETURNED, answer, by, at
    row.save(update_fields=["state", "answer", "ended_by", "ended_at"])
    to = str(_owner(row) or row.from_team or row.asked_by or "")
    noting.note(held, by=by, html=cards.answered(to, answer), at=at)
    record(
        "ticket.escalation_returned",
        by=by,
        subject=held.journal_name,
        ticket=held.pk,
        at=at,
        escalation=row.pk,
        team=row.from_team_id,
        owner=row.owner_id,
    )
    _bring_home(held, row, by, at)
    return row


@transaction.atomic
def withdraw(escalation: Escalation, *, by: Agent, at: datetime | None = None) -> Escalation:
    """It is no longer needed: the ticket comes home without an answer.

    Raises:
        ClosedTicket, NotAllowed, NotOpen: nothing was changed.
    """
    require_writer(by)
    at = at or clock.now()
    held, row = _hold(escalation)
    row.state, row.ended_by, row.ended_at = State.WITHDRAWN, by, at
    row.save(update_fields=["state", "ended_by", "ended_at"])
    record("ticket.escalation_withdrawn", by=by, subject=held.journal_name, ticket=held.pk, at=at, escalation=row.pk)
    _bring_home(held, row, by, at)
    return row


def _hold(escalation: Escalation) -> tuple[Ticket, Escalation]:
    held = hold(escalation.ticket)
    row = Escalation.objects.select_related("owner", "from_team", "asked_by").get(pk=escalation.pk)
    if row.state not in OPEN:
        raise NotOpen
    return held, row


def _owner(row: Escalation) -> Agent | None:
    return row.owner if row.owner and row.owner.is_active else None


def _bring_home(held: Ticket, row: Escalation, by: Agent, at: datetime) -> None:
    if held.is_closed:
        return
    changing.move_to_team(held, row.from_team, by=by, at=at)
    changing.assign(held, _owner(row), by=by, at=at)
