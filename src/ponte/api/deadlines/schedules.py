"""/schedules."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from ninja import Path, Query, Router

from ponte.api import finding, paging
from ponte.api.access import Call
from ponte.api.answering import etag_of, give, give_tagged, must_match
from ponte.api.operations import JSON, operation
from ponte.api.schemas.deadlines import RulesIn, ScheduleChange, ScheduleIn, ScheduleOut, SchedulesOut
from ponte.api.schemas.words import Id, PageQuery
from ponte.team import permissions
from ponte.team.schedules import arranging, rules
from ponte.team.schedules.models import Schedule
from ponte.team.tokens.scopes import Scope

router = Router(tags=["Deadlines"])
READ, WRITE = Scope.ADMIN_READ, Scope.ADMIN_WRITE


def _schedule(row: Schedule) -> dict[str, Any]:
    plain = {name: getattr(row, name) for name in ("id", "name", "is_default", "is_active")}
    return {**plain, "rules": rules.of(row.latest()).as_fields()}


def _rules(asked: RulesIn) -> rules.Rules:
    given = asked.model_dump()
    return rules.Rules(
        given["time_zone"],
        tuple(tuple((start, end) for start, end in day) for day in given["week"]),
        given["country"].upper(),
        given["region"],
        [rules.Yearly(**one) for one in given["holidays"]],
        [rules.Closure(**one) for one in given["closures"]],
        [rules.Extra(**one) for one in given["extra"]],
    )


@operation(router, "GET", "/schedules", READ, gives=SchedulesOut)
def list_schedules(request: Call, asked: Query[PageQuery]) -> HttpResponse:
    """List schedules"""
    permissions.require(request.agent, "manage_schedules")
    rows, following = paging.by_id(Schedule.objects.values("id"), "schedules", asked.cursor, asked.limit)
    found = Schedule.objects.in_bulk([row["id"] for row in rows])
    return give(paging.page([_schedule(found[row["id"]]) for row in rows], following))


@operation(router, "POST", "/schedules", WRITE, gives=ScheduleOut, status=201, takes=JSON)
def make_schedule(request: Call, asked: ScheduleIn) -> HttpResponse:
    """Make a schedule"""
    made = arranging.make(asked.name, _rules(asked.rules), by=request.agent)
    return give(_schedule(made), 201, {"Location": f"{request.path}/{made.pk}"})


@operation(router, "GET", "/schedules/{schedule}", READ, gives=ScheduleOut, refuses=(304, 404))
def read_schedule(request: Call, schedule: Path[Id]) -> HttpResponse:
    """Read a schedule"""
    permissions.require(request.agent, "manage_schedules")
    told = _schedule(finding.one(Schedule, schedule))
    return give_tagged(request, told, etag_of(told))


@operation(
    router, "PATCH", "/schedules/{schedule}", WRITE, gives=ScheduleOut, takes=JSON, refuses=(404,), matches=True
)
def change_schedule(request: Call, schedule: Path[Id], asked: ScheduleChange) -> HttpResponse:
    """Change a schedule

    From now on: hours that were in force before stay true of the past.
    """
    permissions.require(request.agent, "manage_schedules")
    found, given = finding.one(Schedule, schedule), asked.model_fields_set
    must_match(request, etag_of(_schedule(found)))
    if given & {"name", "rules"}:
        wanted = _rules(asked.rules) if "rules" in given else rules.of(found.latest())
        found = arranging.change(found, asked.name if "name" in given else found.name, wanted, by=request.agent)
    if "is_active" in given:
        arranging.set_active(found, asked.is_active, by=request.agent)
    if "is_default" in given:
        arranging.make_usual(found, by=request.agent)
    told = _schedule(finding.one(Schedule, schedule))
    return give_tagged(request, told, etag_of(told))
