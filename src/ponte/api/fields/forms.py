"""/forms."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from ninja import Path, Query, Router

from ponte.api import finding, paging
from ponte.api.access import Call
from ponte.api.answering import done, give
from ponte.api.fields.shape import of_form
from ponte.api.operations import JSON, operation
from ponte.api.schemas.fields import FormChange, FormIn, FormOut, FormsOut, RuleIn
from ponte.api.schemas.words import Id, PageQuery
from ponte.team import permissions
from ponte.team.tokens.scopes import Scope
from ponte.tickets.fields import forming
from ponte.tickets.fields.forming import Wanted
from ponte.tickets.fields.models import Form
from ponte.tickets.fields.rules import Rule, Term, understood

router = Router(tags=["Fields"])
READ, WRITE = Scope.TICKETS_READ, Scope.ADMIN_WRITE


@operation(router, "GET", "/forms", READ, gives=FormsOut)
def list_forms(request: Call, asked: Query[PageQuery]) -> HttpResponse:
    """List the forms"""
    rows, following = paging.by_id(Form.objects.values("id"), "forms", asked.cursor, asked.limit)
    known = Form.objects.in_bulk([row["id"] for row in rows])
    return give(paging.page([of_form(known[row["id"]]) for row in rows], following))


@operation(router, "POST", "/forms", WRITE, gives=FormOut, status=201, takes=JSON)
def make_form(request: Call, asked: FormIn) -> HttpResponse:
    """Make a form

    A new default form takes the place of the one that its brand had.
    """
    permissions.require(request.agent, "manage_fields")
    wanted = Wanted(dict(asked.dict()["names"]), _rules(asked.rules), asked.brand, asked.is_default, asked.is_active)
    return give(of_form(forming.keep(None, wanted, by=request.agent)), 201)


@operation(router, "PATCH", "/forms/{form}", WRITE, gives=FormOut, takes=JSON, refuses=(404,))
def change_form(request: Call, form: Path[Id], asked: FormChange) -> HttpResponse:
    """Change a form"""
    row = finding.one(Form, form)
    permissions.require(request.agent, "manage_fields")
    now = Wanted(row.names, understood(row.rules), row.brand_id, row.is_default, row.is_active)
    given: dict[str, Any] = {name: getattr(asked, name) for name in asked.model_fields_set}
    if "rules" in given:
        given["rules"] = _rules(given["rules"])
    return give(of_form(forming.keep(row, replace(now, **given), by=request.agent)))


@operation(router, "DELETE", "/forms/{form}", WRITE, status=204, refuses=(404,))
def delete_form(request: Call, form: Path[Id]) -> HttpResponse:
    """Delete a form

    Its tickets have the usual form of their brand from then on, and keep their values.
    """
    row = finding.one(Form, form)
    permissions.require(request.agent, "manage_fields")
    forming.drop(row, by=request.agent)
    return done()


def _rules(given: list[RuleIn]) -> list[Rule]:
    return [
        Rule(each.field, each.create, each.solve, tuple(Term(term.field, tuple(term.values)) for term in each.when))
        for each in given
    ]
