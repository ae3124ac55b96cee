"""/brands, /states, /tags."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from ninja import Path, Query, Router

from ponte.api import finding, paging
from ponte.api.access import Call
from ponte.api.answering import done, give
from ponte.api.operations import JSON, operation
from ponte.api.schemas.labels import BrandsOut, StatesOut, TagIn, TagOut, TagQuery, TagsOut
from ponte.api.schemas.words import Id, PageQuery
from ponte.api.tickets.shape import STATE_WORDS, state_name
from ponte.team import permissions
from ponte.team.tokens.scopes import Scope
from ponte.tickets import renaming_tags
from ponte.tickets.models import Brand, State, Tag

router = Router(tags=["Labels"])
READ, WRITE = Scope.TICKETS_READ, Scope.ADMIN_WRITE
BRAND = ("id", "name", "default_locale", "locales", "is_default", "is_active")
STATE = ("id", "type", "names", "pauses_deadlines", "is_default", "is_active")


@operation(router, "GET", "/brands", READ, gives=BrandsOut)
def list_brands(request: Call, asked: Query[PageQuery]) -> HttpResponse:
    """List brands"""
    rows, following = paging.by_id(Brand.objects.values(*BRAND), "brands", asked.cursor, asked.limit)
    return give(paging.page(rows, following))


def state_resource(row: dict[str, Any]) -> dict[str, Any]:
    """A state, named in the caller's language."""
    name = state_name(row.pop("names"), row["type"])
    return {**row, "type": STATE_WORDS[row["type"]], "name": name}


@operation(router, "GET", "/states", READ, gives=StatesOut)
def list_states(request: Call, asked: Query[PageQuery]) -> HttpResponse:
    """List states"""
    rows, following = paging.by_id(State.objects.values(*STATE), "states", asked.cursor, asked.limit)
    return give(paging.page([state_resource(row) for row in rows], following))


@operation(router, "GET", "/tags", READ, gives=TagsOut)
def list_tags(request: Call, asked: Query[TagQuery]) -> HttpResponse:
    """List the known tags"""
    found = Tag.objects.values("id", "name")
    if asked.q:
        found = found.filter(name__startswith=asked.q.lower())
    rows, following = paging.by_id(found, "tags", asked.cursor, asked.limit)
    return give(paging.page(rows, following))


@operation(router, "POST", "/tags", WRITE, gives=TagOut, status=201, takes=JSON)
def make_tag(request: Call, asked: TagIn) -> HttpResponse:
    """Make a tag known

    One that is there already is fine.
    """
    permissions.require(request.agent, "manage_tags")
    made = renaming_tags.make(asked.name, by=request.agent)
    return give({"id": made.pk, "name": made.name}, 201)


@operation(router, "PATCH", "/tags/{tag}", WRITE, gives=TagOut, takes=JSON, refuses=(404,), in_one=False)
def rename_tag(request: Call, tag: Path[Id], asked: TagIn) -> HttpResponse:
    """Rename a tag on every ticket

    A name that another tag has makes one of the two; the answer says which stays.
    """
    found = finding.one(Tag, tag)
    permissions.require(request.agent, "manage_tags")
    stays = renaming_tags.rename(found, asked.name, by=request.agent)
    return give({"id": stays.pk, "name": stays.name})


@operation(router, "DELETE", "/tags/{tag}", WRITE, status=204, refuses=(404,), in_one=False)
def delete_tag(request: Call, tag: Path[Id]) -> HttpResponse:
    """Take a tag from every ticket and forget it"""
    found = finding.one(Tag, tag)
    permissions.require(request.agent, "manage_tags")
    renaming_tags.delete(found, by=request.agent)
    return done()
