"""/policies."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from ninja import Path, Router

from ponte.api import finding
from ponte.api.access import Call
from ponte.api.answering import etag_of, give, give_tagged, must_match
from ponte.api.operations import JSON, operation
from ponte.api.problems import not_found
from ponte.api.schemas.deadlines import PoliciesOut, PolicyChange, PolicyIn, PolicyOut
from ponte.api.schemas.words import Id
from ponte.api.tickets.shape import PRIORITIES, PRIORITY_WORDS
from ponte.team import permissions
from ponte.team.schedules.models import Schedule
from ponte.team.tokens.scopes import Scope
from ponte.tickets.sla import arranging
from ponte.tickets.sla.arranging import Promise
from ponte.tickets.sla.models import Policy, PolicyVersion

router = Router(tags=["Deadlines"])
READ, WRITE = Scope.ADMIN_READ, Scope.ADMIN_WRITE
SAID = ("name", "targets", "conditions", "warn_at", "schedule")


def _policy(row: Policy) -> dict[str, Any]:
    said = row.current
    assert said is not None
    return {
        "id": row.pk,
        "name": said.name,
        "position": row.position,
        "is_active": row.is_active,
        "conditions": said.conditions,
        "targets": _by_word(said.targets),
        "warn_at": said.warn_at,
        "schedule": {"id": said.schedule.pk, "name": said.schedule.name} if said.schedule else None,
    }


def _by_word(targets: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    return {
        kind: {PRIORITY_WORDS[int(level)]: seconds for level, seconds in each.items()}
        for kind, each in targets.items()
    }


def _found(pk: int) -> Policy:
    rows = Policy.objects.filter(current__isnull=False).select_related("current__schedule")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise not_found()
    return found


def _promise(given: dict[str, Any], now: PolicyVersion | None = None) -> Promise:
    """What the body says; what it does not say stays as it is `now`."""
    said: dict[str, Any] = {name: getattr(now, name) for name in SAID} if now else {"schedule": None}
    said |= {name: given[name] for name in SAID if name in given}
    if "targets" in given:
        said["targets"] = {
            kind: {int(PRIORITIES[word]): seconds for word, seconds in each.items()}
            for kind, each in given["targets"].items()
        }
    elif now:
        said["targets"] = {kind: {int(k): v for k, v in each.items()} for kind, each in now.targets.items()}
    if given.get("schedule") is not None:
        said["schedule"] = finding.named(Schedule, given["schedule"], "schedule")
    return Promise(**said)


@operation(router, "GET", "/policies", READ, gives=PoliciesOut)
def list_policies(request: Call) -> HttpResponse:
    """List policies

    In the order in which they are asked: the first active one that fits a ticket rules it.
    """
    permissions.require(request.agent, "manage_policies")
    rows = Policy.objects.filter(current__isnull=False).select_related("current__schedule")
    return give({"items": [_policy(row) for row in rows]})


@operation(router, "POST", "/policies", WRITE, gives=PolicyOut, status=201, takes=JSON)
def make_policy(request: Call, asked: PolicyIn) -> HttpResponse:
    """Make a policy

    It comes first in the order: a new one is mostly for a special case.
    """
    permissions.require(request.agent, "manage_policies")
    made = arranging.make(_promise(asked.model_dump()), by=request.agent)
    return give(_policy(_found(made.pk)), 201, {"Location": f"{request.path}/{made.pk}"})


@operation(router, "GET", "/policies/{policy}", READ, gives=PolicyOut, refuses=(304, 404))
def read_policy(request: Call, policy: Path[Id]) -> HttpResponse:
    """Read a policy"""
    permissions.require(request.agent, "manage_policies")
    told = _policy(_found(policy))
    return give_tagged(request, told, etag_of(told))


@operation(router, "PATCH", "/policies/{policy}", WRITE, gives=PolicyOut, takes=JSON, refuses=(404,), matches=True)
def change_policy(request: Call, policy: Path[Id], asked: PolicyChange) -> HttpResponse:
    """Change a policy

    For what begins from now on; clocks that run keep what they were started with.
    """
    permissions.require(request.agent, "manage_policies")
    found, given = _found(policy), asked.model_dump(exclude_unset=True)
    must_match(request, etag_of(_policy(found)))
    if any(name in given for name in SAID):
        arranging.change(found, _promise(given, found.current), by=request.agent)
    if "is_active" in given:
        arranging.set_active(found, given["is_active"], by=request.agent)
    if "position" in given:
        arranging.move(found, given["position"], by=request.agent)
    told = _policy(_found(policy))
    return give_tagged(request, told, etag_of(told))
