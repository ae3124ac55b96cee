"""/fields."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from ninja import Path, Query, Router

from ponte.api import finding, paging
from ponte.api.access import Call
from ponte.api.answering import give
from ponte.api.fields.shape import of_field
from ponte.api.operations import JSON, operation
from ponte.api.problems import wrong
from ponte.api.schemas.fields import FieldChange, FieldIn, FieldOut, FieldsOut
from ponte.api.schemas.words import Id, PageQuery
from ponte.team import permissions
from ponte.team.tokens.scopes import Scope
from ponte.tickets.fields import defining, written
from ponte.tickets.fields.defining import Definition
from ponte.tickets.fields.errors import Refused
from ponte.tickets.fields.models import CustomField

router = Router(tags=["Fields"])
READ, WRITE = Scope.TICKETS_READ, Scope.ADMIN_WRITE


@operation(router, "GET", "/fields", READ, gives=FieldsOut)
def list_fields(request: Call, asked: Query[PageQuery]) -> HttpResponse:
    """List the company's fields

    Archived ones too: tickets hold values in them still.
    """
    rows, following = paging.by_id(CustomField.objects.values("id"), "fields", asked.cursor, asked.limit)
    known = CustomField.objects.in_bulk([row["id"] for row in rows])
    return give(paging.page([of_field(known[row["id"]]) for row in rows], following))


@operation(router, "POST", "/fields", WRITE, gives=FieldOut, status=201, takes=JSON)
def make_field(request: Call, asked: FieldIn) -> HttpResponse:
    """Make a field"""
    permissions.require(request.agent, "manage_fields")
    wanted = Definition(**{**asked.dict(exclude={"choices"}), "choices": _choices(asked.choices, None)})
    return give(of_field(defining.make(wanted, by=request.agent)), 201)


@operation(router, "PATCH", "/fields/{field}", WRITE, gives=FieldOut, takes=JSON, refuses=(404,))
def change_field(request: Call, field: Path[Id], asked: FieldChange) -> HttpResponse:
    """Change a field

    Nothing of it is ever deleted: archive it, or its choices.
    """
    row = finding.one(CustomField, field)
    permissions.require(request.agent, "manage_fields")
    given = {name: getattr(asked, name) for name in asked.model_fields_set - {"is_archived"}}
    if "choices" in given:
        given["choices"] = _choices(given["choices"], row)
    if given:
        now = {name: getattr(row, name) for name in ("key", "kind", *defining.PARTS)}
        defining.change(row, Definition(**{**now, **given}), by=request.agent)
    if "is_archived" in asked.model_fields_set:
        defining.set_archived(row, asked.is_archived, by=request.agent)
    row.refresh_from_db()
    return give(of_field(row))


def _choices(text: str, row: CustomField | None) -> list[dict[str, Any]]:
    try:
        return written.read(text, row.choices if row else ())
    except Refused as refused:
        raise wrong("choices", refused.message) from None
