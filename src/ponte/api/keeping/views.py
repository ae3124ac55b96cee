"""/views."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from ninja import Path, Query, Router

from ponte.api import paging
from ponte.api.access import Call
from ponte.api.answering import done, etag_of, give, give_tagged, must_match
from ponte.api.operations import JSON, operation
from ponte.api.problems import not_found
from ponte.api.schemas.handling import CountOut, ViewChange, ViewIn, ViewOut, ViewsOut
from ponte.api.schemas.words import Id, PageQuery
from ponte.team.tokens.scopes import Scope
from ponte.tickets.saved_views import changing, counting, making, removing
from ponte.tickets.saved_views.models import View
from ponte.tickets.saved_views.wanted import Wanted, of

router = Router(tags=["Views"])
READ, WRITE = Scope.TICKETS_READ, Scope.TICKETS_WRITE
PLAIN = ("sharing", "sort", "group", "columns", "conditions", "is_active")


def _view(row: View) -> dict[str, Any]:
    kept = {name: getattr(row, name) for name in PLAIN}
    return {"id": row.pk, "name": row.title, **kept, "teams": sorted(team.pk for team in row.teams.all())}


def _found(request: Call, pk: int) -> View:
    found = View.objects.seen_by(request.agent).prefetch_related("teams").filter(pk=pk).first()
    if found is None:
        raise not_found()
    return found


def _asked(given: dict[str, Any]) -> dict[str, Any]:
    for name in ("columns", "teams"):
        if name in given:
            given[name] = tuple(given[name])
    return given


@operation(router, "GET", "/views", READ, gives=ViewsOut)
def list_views(request: Call, asked: Query[PageQuery]) -> HttpResponse:
    """List views

    One's own, one's teams', and everybody's.
    """
    found = View.objects.usable_by(request.agent)
    rows, following = paging.by_id(found.values("id"), "views", asked.cursor, asked.limit)
    views = View.objects.prefetch_related("teams").in_bulk([row["id"] for row in rows])
    return give(paging.page([_view(views[row["id"]]) for row in rows], following))


@operation(router, "POST", "/views", WRITE, gives=ViewOut, status=201, takes=JSON)
def make_view(request: Call, asked: ViewIn) -> HttpResponse:
    """Make a view

    Its tickets are `GET /tickets?view=` with its id.
    """
    made = making.make(Wanted(**_asked(asked.model_dump())), by=request.agent)
    return give(_view(made), 201, {"Location": f"{request.path}/{made.pk}"})


@operation(router, "GET", "/views/{view}", READ, gives=ViewOut, refuses=(304, 404))
def read_view(request: Call, view: Path[Id]) -> HttpResponse:
    """Read a view"""
    told = _view(_found(request, view))
    return give_tagged(request, told, etag_of(told))


@operation(router, "GET", "/views/{view}/count", READ, gives=CountOut, refuses=(404,))
def count_view(request: Call, view: Path[Id]) -> HttpResponse:
    """Count what lies in a view"""
    found = _found(request, view)
    number = counting.counts([found], request.agent)[found.pk]
    more = number is not None and number > counting.CAP
    return give({"count": min(number, counting.CAP) if number is not None else None, "is_more": more})


@operation(router, "PATCH", "/views/{view}", WRITE, gives=ViewOut, takes=JSON, refuses=(404,), matches=True)
def change_view(request: Call, view: Path[Id], asked: ViewChange) -> HttpResponse:
    """Change a view"""
    found = _found(request, view)
    must_match(request, etag_of(_view(found)))
    wanted = replace(of(found), **_asked(asked.model_dump(exclude_unset=True)))
    changing.change(found, wanted, by=request.agent)
    told = _view(_found(request, view))
    return give_tagged(request, told, etag_of(told))


@operation(router, "DELETE", "/views/{view}", WRITE, status=204, refuses=(404,))
def delete_view(request: Call, view: Path[Id]) -> HttpResponse:
    """Delete a view

    Its tickets stay as they are.
    """
    removing.remove(_found(request, view), by=request.agent)
    return done()
