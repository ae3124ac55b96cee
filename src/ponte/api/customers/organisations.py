"""/organisations: list, make, read, change."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Query, Router

from ponte.api import finding, paging
from ponte.api.access import Call
from ponte.api.answering import give
from ponte.api.customers.shape import ORGANISATION
from ponte.api.operations import JSON, operation
from ponte.api.problems import wrong
from ponte.api.schemas.customers import (
    OrganisationChange,
    OrganisationIn,
    OrganisationOut,
    OrganisationQuery,
    OrganisationsOut,
)
from ponte.api.schemas.words import Id
from ponte.customers import organising
from ponte.customers.errors import WrongAddress
from ponte.customers.models import Organisation
from ponte.team.tokens.scopes import Scope

router = Router(tags=["Organisations"])
READ, WRITE = Scope.CUSTOMERS_READ, Scope.CUSTOMERS_WRITE


def _resource(found: Organisation) -> dict[str, object]:
    return {name: getattr(found, name) for name in ORGANISATION.fields}


@operation(router, "GET", "/organisations", READ, gives=OrganisationsOut)
def list_organisations(request: Call, asked: Query[OrganisationQuery]) -> HttpResponse:
    """List organisations"""
    found = Organisation.objects.values(*ORGANISATION.columns(ORGANISATION.fields))
    if asked.domain:
        found = found.filter(domains__contains=[asked.domain.lower()])
    rows, following = paging.by_id(found, "organisations", asked.cursor, asked.limit)
    names = list(ORGANISATION.fields)
    return give(paging.page([ORGANISATION.make(row, names) for row in rows], following))


@operation(router, "POST", "/organisations", WRITE, gives=OrganisationOut, status=201, takes=JSON)
def make_organisation(request: Call, asked: OrganisationIn) -> HttpResponse:
    """Make an organisation"""
    try:
        made = organising.create(asked.name, domains=asked.domains, notes=asked.notes, by=request.agent)
    except WrongAddress as error:
        raise _no_domain(error) from None
    return give(_resource(made), 201, {"Location": f"{request.path}/{made.pk}"})


@operation(router, "GET", "/organisations/{organisation}", READ, gives=OrganisationOut, refuses=(404,))
def read_organisation(request: Call, organisation: Path[Id]) -> HttpResponse:
    """Read an organisation"""
    return give(_resource(finding.one(Organisation, organisation)))


@operation(router, "PATCH", "/organisations/{organisation}", WRITE, gives=OrganisationOut, takes=JSON, refuses=(404,))
def change_organisation(request: Call, organisation: Path[Id], asked: OrganisationChange) -> HttpResponse:
    """Change an organisation

    Only what is named changes.
    """
    found = finding.one(Organisation, organisation)
    wanted: dict[str, Any] = {"name": found.name, "domains": found.domains, "notes": found.notes}
    wanted |= asked.model_dump(exclude_unset=True)
    try:
        return give(_resource(organising.change(found, by=request.agent, **wanted)))
    except WrongAddress as error:
        raise _no_domain(error) from None


def _no_domain(error: WrongAddress) -> Exception:
    return wrong("domains", _("“%(value)s” is no domain of one company.") % {"value": str(error)[:80]})
