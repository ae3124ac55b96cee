"""Writing brands and states, at the addresses where they are listed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Path

from ponte.api import finding, paging
from ponte.api.access import Call
from ponte.api.answering import etag_of, give, give_tagged, must_match
from ponte.api.labels.operations import BRAND, READ, STATE, WRITE, router, state_resource
from ponte.api.operations import JSON, operation
from ponte.api.schemas.labels import BrandChange, BrandIn, StateChange, StateIn, StateOut, WholeBrandOut
from ponte.api.schemas.words import Id
from ponte.api.tickets.shape import STATE_TYPES
from ponte.team import permissions
from ponte.tickets import arranging_states, branding
from ponte.tickets.models import Brand, State

WHOLE = (*BRAND, "acknowledges", "acknowledgement", "signature")


def _brand(pk: int) -> dict[str, Any]:
    return paging.one(Brand.objects.values(*WHOLE), pk)


def _state(pk: int) -> dict[str, Any]:
    return state_resource(paging.one(State.objects.values(*STATE), pk))


@operation(router, "POST", "/brands", WRITE, gives=WholeBrandOut, status=201, takes=JSON)
def make_brand(request: Call, asked: BrandIn) -> HttpResponse:
    """Make a brand"""
    permissions.require(request.agent, "manage_brands")
    made = branding.make(by=request.agent, **asked.model_dump())
    return give(_brand(made.pk), 201, {"Location": f"{request.path}/{made.pk}"})


@operation(router, "GET", "/brands/{brand}", READ, gives=WholeBrandOut, refuses=(304, 404))
def read_brand(request: Call, brand: Path[Id]) -> HttpResponse:
    """Read a brand"""
    told = _brand(brand)
    return give_tagged(request, told, etag_of(told))


@operation(router, "PATCH", "/brands/{brand}", WRITE, gives=WholeBrandOut, takes=JSON, refuses=(404,), matches=True)
def change_brand(request: Call, brand: Path[Id], asked: BrandChange) -> HttpResponse:
    """Change a brand"""
    permissions.require(request.agent, "manage_brands")
    found = finding.one(Brand, brand)
    must_match(request, etag_of(_brand(brand)))
    branding.change(found, by=request.agent, **asked.model_dump(exclude_unset=True))
    told = _brand(brand)
    return give_tagged(request, told, etag_of(told))


@operation(router, "POST", "/states", WRITE, gives=StateOut, status=201, takes=JSON)
def make_state(request: Call, asked: StateIn) -> HttpResponse:
    """Make a state"""
    permissions.require(request.agent, "manage_states")
    made = arranging_states.make(
        STATE_TYPES[asked.type], names=asked.names, pauses_deadlines=asked.pauses_deadlines, by=request.agent
    )
    return give(_state(made.pk), 201, {"Location": f"{request.path}/{made.pk}"})


@operation(router, "GET", "/states/{state}", READ, gives=StateOut, refuses=(304, 404))
def read_state(request: Call, state: Path[Id]) -> HttpResponse:
    """Read a state"""
    told = _state(state)
    return give_tagged(request, told, etag_of(told))


@operation(router, "PATCH", "/states/{state}", WRITE, gives=StateOut, takes=JSON, refuses=(404,), matches=True)
def change_state(request: Call, state: Path[Id], asked: StateChange) -> HttpResponse:
    """Change a state

    Deadlines of its tickets stop or run on with `pauses_deadlines`.
    """
    permissions.require(request.agent, "manage_states")
    found = finding.one(State, state)
    must_match(request, etag_of(_state(state)))
    given = asked.model_dump(exclude_unset=True)
    usual = given.pop("is_default", False)
    if "names" in given and not any(words.strip() for words in given["names"].values()):
        raise ValidationError({"names": [_("Give it a name in at least one language.")]})
    if given:
        found = arranging_states.change(found, by=request.agent, **given)
    if usual:
        arranging_states.make_usual(found, by=request.agent)
    told = _state(state)
    return give_tagged(request, told, etag_of(told))
