"""/routes, and what the router would do with a ticket."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from ninja import Path, Router

from ponte.api import finding
from ponte.api.access import Call
from ponte.api.answering import give
from ponte.api.operations import JSON, operation
from ponte.api.problems import not_found
from ponte.api.schemas.routing import NextOut, OutlookOut, RouteChange, RouteIn, RouteOut, RoutesOut
from ponte.api.schemas.words import Id
from ponte.team import permissions
from ponte.team.models import Team
from ponte.team.schedules.models import Schedule
from ponte.team.tokens.scopes import Scope
from ponte.tickets.routing import arranging, explaining, taking
from ponte.tickets.routing.arranging import Plan
from ponte.tickets.routing.models import Route

router = Router(tags=["Routing"])
READ, WRITE = Scope.ADMIN_READ, Scope.ADMIN_WRITE
AS_THEY_ARE = ("name", "conditions", "way", "sticky_days", "silent_minutes", "gone_minutes")


def _named(row: Any) -> dict[str, Any] | None:
    return {"id": row.pk, "name": row.name} if row else None


def _route(row: Route) -> dict[str, Any]:
    return {
        "id": row.pk,
        "position": row.position,
        "is_active": row.is_active,
        **{name: getattr(row, name) for name in AS_THEY_ARE},
        "team": _named(row.team),
        "language": row.match,
        "overflow": [{"after_minutes": minutes, "team": team} for minutes, team in row.overflow],
        "schedule": _named(row.schedule),
    }


def _found(pk: int) -> Route:
    found = Route.objects.select_related("team", "schedule").filter(pk=pk).first()
    if found is None:
        raise not_found()
    return found


def _plan(given: dict[str, Any], now: Route | None = None) -> Plan:
    """What the body says; what it does not say stays as it is `now`."""
    said: dict[str, Any] = dict(vars(arranging.plan_of(now))) if now else {}
    said |= {name: given[name] for name in AS_THEY_ARE if name in given}
    if "language" in given:
        said["match"] = given["language"]
    if "team" in given:
        said["team"] = finding.named(Team, given["team"], "team") if given["team"] else None
    if "schedule" in given:
        said["schedule"] = finding.named(Schedule, given["schedule"], "schedule") if given["schedule"] else None
    if "overflow" in given:
        said["overflow"] = [
            (step["after_minutes"], finding.named(Team, step["team"], f"overflow[{place}].team"))
            for place, step in enumerate(given["overflow"])
        ]
    return Plan(**said)


@operation(router, "GET", "/routes", READ, gives=RoutesOut)
def list_routes(request: Call) -> HttpResponse:
    """List routes

    In the order in which they are asked: a ticket takes the first active one that it fits.
    """
    permissions.require(request.agent, "manage_routing")
    return give({"items": [_route(row) for row in Route.objects.select_related("team", "schedule")]})


@operation(router, "POST", "/routes", WRITE, gives=RouteOut, status=201, takes=JSON)
def make_route(request: Call, asked: RouteIn) -> HttpResponse:
    """Make a route

    It comes first in the order: a new one is mostly for a special case.
    """
    permissions.require(request.agent, "manage_routing")
    made = arranging.make(_plan(asked.model_dump()), by=request.agent)
    return give(_route(_found(made.pk)), 201, {"Location": f"{request.path}/{made.pk}"})


@operation(router, "GET", "/routes/{route}", READ, gives=RouteOut, refuses=(404,))
def read_route(request: Call, route: Path[Id]) -> HttpResponse:
    """Read a route"""
    permissions.require(request.agent, "manage_routing")
    return give(_route(_found(route)))


@operation(router, "PATCH", "/routes/{route}", WRITE, gives=RouteOut, takes=JSON, refuses=(404,))
def change_route(request: Call, route: Path[Id], asked: RouteChange) -> HttpResponse:
    """Change a route

    Tickets without an owner are looked at again; those that somebody has stay with them.
    """
    permissions.require(request.agent, "manage_routing")
    found, given = _found(route), asked.model_dump(exclude_unset=True)
    if given.keys() - {"is_active", "position"}:
        arranging.change(found, _plan(given, found), by=request.agent)
    if "is_active" in given:
        arranging.set_active(found, given["is_active"], by=request.agent)
    if "position" in given:
        arranging.move(found, given["position"], by=request.agent)
    return give(_route(_found(route)))


@operation(router, "GET", "/tickets/{ticket}/routing", READ, gives=OutlookOut, refuses=(404,))
def preview_routing(request: Call, ticket: Path[Id]) -> HttpResponse:
    """Ask who would get a ticket

    What the router would do now, were it nobody's. Changes nothing.
    """
    permissions.require(request.agent, "manage_routing")
    outlook = explaining.look_ahead(finding.ticket_for(request.agent, ticket))
    passed = [{"agent": _named(one.agent), "words": one.words} for one in outlook.passed]
    told = {"route": _named(outlook.route), "agent": _named(outlook.agent), "why": outlook.why, "passed": passed}
    return give(told)


@operation(router, "POST", "/me/next-ticket", Scope.TICKETS_WRITE, gives=NextOut)
def take_next_ticket(request: Call) -> HttpResponse:
    """Take the next ticket

    The most pressing one that you may have. Two who ask at once get two tickets.
    """
    permissions.require(request.agent, "write")
    ticket = taking.take_next(request.agent)
    return give({"ticket": ticket.pk if ticket else None})
