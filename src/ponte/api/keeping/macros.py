"""/macros: list, read, write, and what one would do to a ticket."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Query, Router

from ponte.api import finding, paging
from ponte.api.access import Call
from ponte.api.answering import done, etag_of, give, give_tagged, must_match
from ponte.api.operations import JSON, operation
from ponte.api.problems import not_found, wrong
from ponte.api.schemas.handling import (
    ApplicationIn,
    MacroChange,
    MacroIn,
    MacroQuery,
    MacrosOut,
    PreviewOut,
    WholeMacroOut,
)
from ponte.api.schemas.words import Id
from ponte.team.models import Agent, Team
from ponte.team.tokens.scopes import Scope
from ponte.tickets.macros import keeping, planning, wording
from ponte.tickets.macros.models import Macro

router = Router(tags=["Macros"])
READ, WRITE = Scope.TICKETS_READ, Scope.TICKETS_WRITE
MACRO = ("id", "name", "key", "goes_to", "used_count")


def _macro(row: Macro) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in MACRO},
        "languages": sorted(row.texts),
        "owner": row.owner_id,
        "team": row.team_id,
        "texts": row.texts,
        "actions": _actions(row.actions),
        "is_active": row.is_active,
    }


def _actions(pairs: Any) -> list[dict[str, str]]:
    return [{"what": what, "value": value} for what, value in pairs]


def usable(agent: Agent, pk: int) -> Macro | None:
    """A macro that this person may apply."""
    return Macro.objects.active().visible_to(agent).filter(pk=pk).first()


def _found(request: Call, pk: int) -> Macro:
    found = Macro.objects.on_page_of(request.agent).filter(pk=pk).first() or usable(request.agent, pk)
    if found is None:
        raise not_found()
    return found


def _fill(row: Macro, given: dict[str, Any], by: Agent) -> Macro:
    for name in ("name", "key", "texts", "goes_to"):
        if name in given:
            setattr(row, name, given[name])
    if "actions" in given:
        row.actions = [[each["what"], each["value"]] for each in given["actions"]]
    if "audience" in given:
        audience = given["audience"]
        if audience == "team" and given.get("team") is None:
            raise wrong("team", _("Name the team whose it is."))
        row.owner = by if audience == "mine" else None
        row.team = finding.named(Team, given["team"], "team") if audience == "team" else None
    return row


@operation(router, "GET", "/macros", READ, gives=MacrosOut)
def list_macros(request: Call, asked: Query[MacroQuery]) -> HttpResponse:
    """List macros"""
    found = Macro.objects.active().visible_to(request.agent)
    if asked.q:
        found = found.filter(Q(name__icontains=asked.q) | Q(key__icontains=asked.q))
    rows, following = paging.by_id(found.values(*MACRO, "texts"), "macros", asked.cursor, asked.limit)
    items = [{**row, "languages": sorted(row.pop("texts"))} for row in rows]
    return give(paging.page(items, following))


@operation(router, "POST", "/macros", WRITE, gives=WholeMacroOut, status=201, takes=JSON)
def make_macro(request: Call, asked: MacroIn) -> HttpResponse:
    """Make a macro"""
    made = keeping.add(_fill(Macro(), asked.model_dump(), request.agent), by=request.agent)
    return give(_macro(made), 201, {"Location": f"{request.path}/{made.pk}"})


@operation(router, "GET", "/macros/{macro}", READ, gives=WholeMacroOut, refuses=(304, 404))
def read_macro(request: Call, macro: Path[Id]) -> HttpResponse:
    """Read a macro"""
    told = _macro(_found(request, macro))
    return give_tagged(request, told, etag_of(told))


@operation(router, "PATCH", "/macros/{macro}", WRITE, gives=WholeMacroOut, takes=JSON, refuses=(404,), matches=True)
def change_macro(request: Call, macro: Path[Id], asked: MacroChange) -> HttpResponse:
    """Change a macro

    `team` is named together with `audience`.
    """
    found = _found(request, macro)
    must_match(request, etag_of(_macro(found)))
    keeping.change(_fill(found, asked.model_dump(exclude_unset=True), request.agent), by=request.agent)
    told = _macro(_found(request, macro))
    return give_tagged(request, told, etag_of(told))


@operation(router, "DELETE", "/macros/{macro}", WRITE, status=204, refuses=(404,))
def remove_macro(request: Call, macro: Path[Id]) -> HttpResponse:
    """Take a macro away

    Its page can bring it back.
    """
    keeping.remove(_found(request, macro), by=request.agent)
    return done()


@operation(router, "POST", "/tickets/{ticket}/macro-preview", READ, gives=PreviewOut, takes=JSON, refuses=(404,))
def preview_macro(request: Call, ticket: Path[Id], asked: ApplicationIn) -> HttpResponse:
    """See what a macro would do to a ticket

    Nothing is done.
    """
    found = finding.ticket_for(request.agent, ticket)
    macro = usable(request.agent, asked.macro)
    if macro is None:
        raise wrong("macro", _("There is none with the id %(id)s.") % {"id": asked.macro})
    plan = planning.plan(macro, found, by=request.agent)
    text = wording.word(macro, found, by=request.agent, language=asked.language)
    return give(
        {
            "changes": [{"what": each.what, "old": each.old, "new": each.new} for each in plan.changes],
            "already": _actions(plan.already),
            "impossible": _actions(plan.impossible),
            "html": text.html if text else None,
            "language": text.language if text else None,
            "missing": text.missing if text else [],
            "goes_to": macro.goes_to,
        }
    )
