"""/escalations: ask, take, answer, take back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Query, Router

from ponte.api import finding, paging
from ponte.api.access import Call
from ponte.api.answering import give
from ponte.api.escalations.shape import ESCALATION, made
from ponte.api.operations import JSON, operation
from ponte.api.problems import Wrong, conflict, invalid, not_found, wrong
from ponte.api.schemas.escalations import AnswerIn, EscalationIn, EscalationOut, EscalationQuery, EscalationsOut
from ponte.api.schemas.words import Id
from ponte.team import permissions
from ponte.team.tokens.scopes import Scope
from ponte.tickets.escalating import escalating, returning
from ponte.tickets.escalating.errors import AlreadyEscalated, NotIncluded, NotThisPath
from ponte.tickets.escalating.models import Escalation
from ponte.tickets.escalating.models import Path as EscalationPath

router = Router(tags=["Escalations"])
READ, WRITE = Scope.TICKETS_READ, Scope.TICKETS_WRITE


def _rows(request: Call) -> Any:
    return Escalation.objects.visible_to(request.agent).values(*ESCALATION.columns(ESCALATION.fields))


def _found(request: Call, pk: int) -> Escalation:
    found = Escalation.objects.visible_to(request.agent).select_related("ticket").filter(pk=pk).first()
    if found is None:
        raise not_found()
    permissions.require(request.agent, "write")
    return found


def _told(pk: int) -> dict[str, Any]:
    """As it stands, though the ticket may have left one's sight by this very act."""
    row = Escalation.objects.values(*ESCALATION.columns(ESCALATION.fields)).get(pk=pk)
    return made(ESCALATION, row)


@operation(router, "GET", "/escalations", READ, gives=EscalationsOut)
def list_escalations(request: Call, asked: Query[EscalationQuery]) -> HttpResponse:
    """List escalations

    Newest first, on tickets that the token's owner may see.
    """
    plain = {"state": asked.state, "ticket": asked.ticket, "to_team": asked.team}
    found = _rows(request).filter(**{name: value for name, value in plain.items() if value is not None})
    rows, following = paging.by_id(found, "escalations", asked.cursor, asked.limit, newest_first=True)
    return give(paging.page([made(ESCALATION, row) for row in rows], following))


@operation(router, "GET", "/escalations/{escalation}", READ, gives=EscalationOut, refuses=(404,))
def read_escalation(request: Call, escalation: Path[Id]) -> HttpResponse:
    """Read an escalation"""
    return give(made(ESCALATION, paging.one(_rows(request), escalation)))


@operation(
    router,
    "POST",
    "/tickets/{ticket}/escalations",
    WRITE,
    gives=EscalationOut,
    status=201,
    takes=JSON,
    refuses=(404,),
)
def escalate_ticket(request: Call, ticket: Path[Id], asked: EscalationIn) -> HttpResponse:
    """Escalate a ticket

    It goes along the path with a card in its thread; its owner follows it and gets it back.
    """
    found = finding.ticket_for(request.agent, ticket)
    permissions.require(request.agent, "write")
    path = finding.named(EscalationPath, asked.path, "path")
    said = asked.model_dump(exclude={"path"})
    try:
        row = escalating.escalate(found, path, by=request.agent, **said)
    except NotThisPath:
        raise wrong("path", _("This path does not begin here.")) from None
    except NotIncluded as lacking:
        words = _("This is needed.")
        raise invalid(*(Wrong(_place(name), words) for name in lacking.fields)) from None
    except AlreadyEscalated:
        raise conflict("escalated-already", _("Somebody is asked already"), _("Their answer comes first.")) from None
    return give(_told(row.pk), 201, {"Location": f"/api/v1/escalations/{row.pk}"})


def _place(name: str) -> str:
    return name if name in ("reason", "tried", "needed") else f"answers.{name}"


@operation(router, "PUT", "/escalations/{escalation}/taking", WRITE, gives=EscalationOut, refuses=(404, 409))
def take_escalation(request: Call, escalation: Path[Id]) -> HttpResponse:
    """Take an escalation on

    The ticket is the taker's; taking over from a colleague is fine.
    """
    return give(_told(returning.take(_found(request, escalation), by=request.agent).pk))


@operation(
    router,
    "PUT",
    "/escalations/{escalation}/answer",
    WRITE,
    gives=EscalationOut,
    takes=JSON,
    refuses=(404, 409),
)
def answer_escalation(request: Call, escalation: Path[Id], asked: AnswerIn) -> HttpResponse:
    """Return an escalation with an answer

    The ticket goes back to its team and owner, with the answer as a card in the thread.
    """
    found = _found(request, escalation)
    try:
        row = returning.give_back(found, asked.answer, by=request.agent)
    except NotIncluded:
        raise wrong("answer", _("This is needed.")) from None
    return give(_told(row.pk))


@operation(router, "DELETE", "/escalations/{escalation}", WRITE, gives=EscalationOut, refuses=(404, 409))
def withdraw_escalation(request: Call, escalation: Path[Id]) -> HttpResponse:
    """Take an escalation back

    It is no longer needed: the ticket comes home without an answer.
    """
    return give(_told(returning.withdraw(_found(request, escalation), by=request.agent).pk))
