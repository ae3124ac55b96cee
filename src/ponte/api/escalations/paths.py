"""/escalation-paths."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from ninja import Path, Query, Router

from ponte.api import finding, paging
from ponte.api.access import Call
from ponte.api.answering import etag_of, give, give_tagged, must_match
from ponte.api.escalations.shape import PATH, made
from ponte.api.operations import JSON, operation
from ponte.api.schemas.escalations import PathChange, PathIn, PathOut, PathsHereOut, PathsOut
from ponte.api.schemas.words import Id, PageQuery
from ponte.team import permissions
from ponte.team.models import Agent, Team
from ponte.team.tokens.scopes import Scope
from ponte.tickets.escalating import defining, paths
from ponte.tickets.escalating.models import Path as EscalationPath

router = Router(tags=["Escalations"])
ENDS = {"from_team": Team, "to_team": Team, "to_agent": Agent}


def _rows() -> Any:
    return EscalationPath.objects.values(*PATH.columns(PATH.fields))


def _one(pk: int) -> dict[str, Any]:
    return made(PATH, paging.one(_rows(), pk))


def _values(given: dict[str, Any]) -> dict[str, Any]:
    for name, model in ENDS.items():
        if given.get(name) is not None:
            given[name] = finding.named(model, given[name], name)
    return given


@operation(router, "GET", "/escalation-paths", Scope.TICKETS_READ, gives=PathsOut)
def list_escalation_paths(request: Call, asked: Query[PageQuery]) -> HttpResponse:
    """List escalation paths"""
    rows, following = paging.by_id(_rows(), "paths", asked.cursor, asked.limit)
    return give(paging.page([made(PATH, row) for row in rows], following))


@operation(router, "POST", "/escalation-paths", Scope.ADMIN_WRITE, gives=PathOut, status=201, takes=JSON)
def make_escalation_path(request: Call, asked: PathIn) -> HttpResponse:
    """Make an escalation path"""
    permissions.require(request.agent, "manage_escalations")
    row = defining.define(None, by=request.agent, **_values(asked.model_dump()))
    return give(_one(row.pk), 201, {"Location": f"{request.path}/{row.pk}"})


@operation(router, "GET", "/escalation-paths/{path}", Scope.TICKETS_READ, gives=PathOut, refuses=(304, 404))
def read_escalation_path(request: Call, path: Path[Id]) -> HttpResponse:
    """Read an escalation path"""
    told = _one(path)
    return give_tagged(request, told, etag_of(told))


@operation(
    router,
    "PATCH",
    "/escalation-paths/{path}",
    Scope.ADMIN_WRITE,
    gives=PathOut,
    takes=JSON,
    refuses=(404,),
    matches=True,
)
def change_escalation_path(request: Call, path: Path[Id], asked: PathChange) -> HttpResponse:
    """Change an escalation path"""
    permissions.require(request.agent, "manage_escalations")
    found = finding.one(EscalationPath, path)
    must_match(request, etag_of(_one(path)))
    defining.define(found, by=request.agent, **_values(asked.model_dump(exclude_unset=True)))
    told = _one(path)
    return give_tagged(request, told, etag_of(told))


@operation(
    router, "GET", "/tickets/{ticket}/escalation-paths", Scope.TICKETS_READ, gives=PathsHereOut, refuses=(404,)
)
def list_open_paths(request: Call, ticket: Path[Id]) -> HttpResponse:
    """List the paths that a ticket may take now"""
    found = finding.ticket_for(request.agent, ticket)
    ids = [each.pk for each in paths.open_to(found)]
    rows = {row["id"]: made(PATH, row) for row in _rows().filter(pk__in=ids)}
    return give({"items": [rows[pk] for pk in ids]})
