"""/checklists: lists of things to do, for use again."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Query, Router

from ponte.api import finding, paging
from ponte.api.access import Call
from ponte.api.answering import done, etag_of, give, give_tagged, must_match
from ponte.api.operations import JSON, operation
from ponte.api.problems import wrong
from ponte.api.schemas.words import Id, PageQuery
from ponte.api.schemas.working import (
    ChecklistIn,
    ChecklistOut,
    ChecklistsOut,
)
from ponte.team import permissions
from ponte.team.tokens.scopes import Scope
from ponte.tickets.checklists import keeping as checklists
from ponte.tickets.checklists.models import ChecklistTemplate

router = Router(tags=["Lists and templates"])
READ, WRITE = Scope.TICKETS_READ, Scope.ADMIN_WRITE
CHECKLIST = ("id", "name", "items")


def _checklist(row: dict[str, Any]) -> dict[str, Any]:
    items = [{"text": str(each["text"]), "required": bool(each.get("required"))} for each in row["items"]]
    return {"id": row["id"], "name": row["name"], "items": items}


def _told(pk: int) -> dict[str, Any]:
    return _checklist(paging.one(ChecklistTemplate.objects.values(*CHECKLIST), pk))


def _keep(row: ChecklistTemplate | None, asked: ChecklistIn, request: Call) -> ChecklistTemplate:
    items = [each.model_dump() for each in asked.items]
    try:
        return checklists.keep(row, " ".join(asked.name.split()), items, by=request.agent)
    except checklists.NameTaken:
        raise wrong("name", _("Another list has this name.")) from None


@operation(router, "GET", "/checklists", READ, gives=ChecklistsOut)
def list_checklists(request: Call, asked: Query[PageQuery]) -> HttpResponse:
    """List kept checklists"""
    found = ChecklistTemplate.objects.values(*CHECKLIST)
    rows, following = paging.by_id(found, "checklists", asked.cursor, asked.limit)
    return give(paging.page([_checklist(row) for row in rows], following))


@operation(router, "POST", "/checklists", WRITE, gives=ChecklistOut, status=201, takes=JSON)
def make_checklist(request: Call, asked: ChecklistIn) -> HttpResponse:
    """Keep a checklist"""
    permissions.require(request.agent, "manage_macros")
    made = _keep(None, asked, request)
    return give(_told(made.pk), 201, {"Location": f"{request.path}/{made.pk}"})


@operation(router, "GET", "/checklists/{checklist}", READ, gives=ChecklistOut, refuses=(304, 404))
def read_kept_checklist(request: Call, checklist: Path[Id]) -> HttpResponse:
    """Read a kept checklist"""
    told = _told(checklist)
    return give_tagged(request, told, etag_of(told))


@operation(
    router, "PUT", "/checklists/{checklist}", WRITE, gives=ChecklistOut, takes=JSON, refuses=(404,), matches=True
)
def change_checklist(request: Call, checklist: Path[Id], asked: ChecklistIn) -> HttpResponse:
    """Write a kept checklist anew"""
    permissions.require(request.agent, "manage_macros")
    found = finding.one(ChecklistTemplate, checklist)
    must_match(request, etag_of(_told(checklist)))
    _keep(found, asked, request)
    told = _told(checklist)
    return give_tagged(request, told, etag_of(told))


@operation(router, "DELETE", "/checklists/{checklist}", WRITE, status=204, refuses=(404,))
def delete_checklist(request: Call, checklist: Path[Id]) -> HttpResponse:
    """Delete a kept checklist

    Tickets keep what it gave them.
    """
    permissions.require(request.agent, "manage_macros")
    checklists.drop(finding.one(ChecklistTemplate, checklist), by=request.agent)
    return done()
