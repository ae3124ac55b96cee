"""/templates: filled forms for new tickets."""

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
    TemplateChange,
    TemplateIn,
    TemplateOut,
    TemplatesOut,
)
from ponte.api.tickets.shape import PRIORITIES, PRIORITY_WORDS
from ponte.team import permissions
from ponte.team.models import Team
from ponte.team.tokens.scopes import Scope
from ponte.tickets.checklists.models import ChecklistTemplate
from ponte.tickets.templates import keeping as templates
from ponte.tickets.templates.models import TicketTemplate

router = Router(tags=["Lists and templates"])
READ, WRITE = Scope.TICKETS_READ, Scope.ADMIN_WRITE


def _template(pk: int) -> dict[str, Any]:
    return _shown(finding.one(TicketTemplate, pk))


def _shown(row: TicketTemplate) -> dict[str, Any]:
    plain = {name: getattr(row, name) for name in ("id", "name", "subject", "text", "is_note", "type", "tags")}
    return {
        **plain,
        "priority": PRIORITY_WORDS[row.priority],
        "team": {"id": row.team.pk, "name": row.team.name} if row.team else None,
        "checklist": {"id": row.checklist.pk, "name": row.checklist.name} if row.checklist else None,
    }


def _values(given: dict[str, Any]) -> dict[str, Any]:
    if given.get("team") is not None:
        given["team"] = finding.named(Team, given["team"], "team")
    if given.get("checklist") is not None:
        given["checklist"] = finding.named(ChecklistTemplate, given["checklist"], "checklist")
    if "priority" in given:
        given["priority"] = PRIORITIES[given["priority"]]
    return given


def _keep_template(row: TicketTemplate | None, values: dict[str, Any], request: Call) -> TicketTemplate:
    values.setdefault("name", row.name if row else "")
    try:
        return templates.keep(row, values, by=request.agent)
    except templates.NameTaken:
        raise wrong("name", _("Another template has this name.")) from None


@operation(router, "GET", "/templates", READ, gives=TemplatesOut)
def list_templates(request: Call, asked: Query[PageQuery]) -> HttpResponse:
    """List templates for new tickets"""
    rows, following = paging.by_id(TicketTemplate.objects.values("id"), "templates", asked.cursor, asked.limit)
    found = TicketTemplate.objects.select_related("team", "checklist").in_bulk([row["id"] for row in rows])
    return give(paging.page([_shown(found[row["id"]]) for row in rows], following))


@operation(router, "POST", "/templates", WRITE, gives=TemplateOut, status=201, takes=JSON)
def make_template(request: Call, asked: TemplateIn) -> HttpResponse:
    """Make a template"""
    permissions.require(request.agent, "manage_macros")
    made = _keep_template(None, _values(asked.model_dump()), request)
    return give(_template(made.pk), 201, {"Location": f"{request.path}/{made.pk}"})


@operation(router, "GET", "/templates/{template}", READ, gives=TemplateOut, refuses=(304, 404))
def read_template(request: Call, template: Path[Id]) -> HttpResponse:
    """Read a template"""
    told = _template(template)
    return give_tagged(request, told, etag_of(told))


@operation(
    router, "PATCH", "/templates/{template}", WRITE, gives=TemplateOut, takes=JSON, refuses=(404,), matches=True
)
def change_template(request: Call, template: Path[Id], asked: TemplateChange) -> HttpResponse:
    """Change a template"""
    permissions.require(request.agent, "manage_macros")
    found = finding.one(TicketTemplate, template)
    must_match(request, etag_of(_template(template)))
    _keep_template(found, _values(asked.model_dump(exclude_unset=True)), request)
    told = _template(template)
    return give_tagged(request, told, etag_of(told))


@operation(router, "DELETE", "/templates/{template}", WRITE, status=204, refuses=(404,))
def delete_template(request: Call, template: Path[Id]) -> HttpResponse:
    """Delete a template

    Tickets that began with it stay as they are.
    """
    permissions.require(request.agent, "manage_macros")
    templates.drop(finding.one(TicketTemplate, template), by=request.agent)
    return done()
