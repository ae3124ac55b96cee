"""Reminders and promises on a ticket. Snoozing stands in `handling`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Router

from ponte.api import finding
from ponte.api.access import Call
from ponte.api.answering import done, give
from ponte.api.operations import JSON, operation
from ponte.api.problems import Problem, not_found, wrong
from ponte.api.schemas.next_steps import NextStepOut, NextStepsOut, PromiseIn, ReminderIn
from ponte.api.schemas.words import Id
from ponte.team import permissions
from ponte.team.models import Agent
from ponte.team.tokens.scopes import Scope
from ponte.tickets.following_up import promising, reminding
from ponte.tickets.following_up.errors import NotToCome
from ponte.tickets.following_up.models import FollowUp, Kind, Outcome

router = Router(tags=["Handling"])
READ, WRITE = Scope.TICKETS_READ, Scope.TICKETS_WRITE


def _step(row: FollowUp) -> dict[str, Any]:
    return {
        "id": row.pk,
        "kind": row.kind,
        "agent": {"id": row.agent_id, "name": row.agent.name},
        "note": row.note,
        "due_at": row.due_at,
        "rang_at": row.fired_at,
        "made_at": row.made_at,
    }


def _not_to_come() -> Problem:
    return wrong("due", _("Choose a moment to come, within five years."))


def _utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise _not_to_come() from None


@operation(router, "GET", "/tickets/{ticket}/next-steps", READ, gives=NextStepsOut, refuses=(404,))
def list_next_steps(request: Call, ticket: Path[Id]) -> HttpResponse:
    """List what is to happen next

    Snooze, reminders and promise that nobody has dealt with yet.
    """
    found = finding.ticket_for(request.agent, ticket)
    rows = FollowUp.objects.filter(ticket=found).unfinished().select_related("agent").order_by("pk")
    return give({"items": [_step(row) for row in rows]})


@operation(
    router, "POST", "/tickets/{ticket}/reminders", WRITE, gives=NextStepOut, status=201, takes=JSON, refuses=(404,)
)
def set_reminder(request: Call, ticket: Path[Id], asked: ReminderIn) -> HttpResponse:
    """Set a reminder"""
    found = finding.ticket_for(request.agent, ticket)
    permissions.require(request.agent, "write")
    whom = None if asked.agent is None else finding.named(Agent, asked.agent, "agent")
    try:
        made = reminding.remind(found, _utc(asked.due), by=request.agent, note=asked.note, whom=whom)
    except NotToCome:
        raise _not_to_come() from None
    return give(_step(made), 201)


@operation(router, "DELETE", "/tickets/{ticket}/reminders/{reminder}", WRITE, status=204, refuses=(404,))
def end_reminder(request: Call, ticket: Path[Id], reminder: Path[Id]) -> HttpResponse:
    """End a reminder

    One whose moment came is done; one before its moment is taken back.
    """
    found = finding.ticket_for(request.agent, ticket)
    row = FollowUp.objects.filter(ticket=found, kind=Kind.REMINDER, pk=reminder).unfinished().first()
    if row is None:
        raise not_found()
    outcome = Outcome.DONE if row.fired_at else Outcome.CANCELLED
    reminding.finish(row, by=request.agent, outcome=outcome)
    return done()


@operation(router, "PUT", "/tickets/{ticket}/promise", WRITE, gives=NextStepOut, takes=JSON, refuses=(404, 409))
def promise_answer(request: Call, ticket: Path[Id], asked: PromiseIn) -> HttpResponse:
    """Note what the customer was promised

    An answer by this moment. A promise before is replaced.
    """
    found = finding.ticket_for(request.agent, ticket)
    permissions.require(request.agent, "write")
    try:
        made = promising.promise(found, _utc(asked.due), by=request.agent, note=asked.note)
    except NotToCome:
        raise _not_to_come() from None
    return give(_step(made))


@operation(router, "DELETE", "/tickets/{ticket}/promise", WRITE, status=204, refuses=(404, 409))
def withdraw_promise(request: Call, ticket: Path[Id]) -> HttpResponse:
    """Take a promise back"""
    promising.withdraw(finding.ticket_for(request.agent, ticket), by=request.agent)
    return done()
