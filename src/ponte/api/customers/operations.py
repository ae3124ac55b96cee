"""/customers: list, make, read, change, merge."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Query, Router

from ponte.api import finding, naming, paging
from ponte.api.access import Call
from ponte.api.answering import give
from ponte.api.customers.shape import CUSTOMER, resource, resources
from ponte.api.operations import JSON, operation
from ponte.api.problems import wrong
from ponte.api.schemas.customers import (
    CustomerChange,
    CustomerOut,
    CustomerQuery,
    CustomersOut,
    CustomerToMake,
    MergeIn,
)
from ponte.api.schemas.words import FieldsQuery, Id
from ponte.customers import editing, searching
from ponte.customers import finding as customers
from ponte.customers.errors import AddressTaken
from ponte.customers.models import Customer, IdentityKind, Organisation
from ponte.team import checking, permissions
from ponte.team.tokens.scopes import Scope
from ponte.tickets import merging_customers

router = Router(tags=["Customers"])
READ, WRITE = Scope.CUSTOMERS_READ, Scope.CUSTOMERS_WRITE


@operation(router, "GET", "/customers", READ, gives=CustomersOut)
def list_customers(request: Call, asked: Query[CustomerQuery]) -> HttpResponse:
    """List customers

    Newest first; those who were merged into others are left out.
    """
    names = CUSTOMER.chosen(asked.fields)
    found = searching.search(Customer.objects.filter(merged_into__isnull=True), asked.q)
    if asked.email:
        value = customers.normalise(asked.email)
        found = found.filter(identities__kind=IdentityKind.EMAIL, identities__value=value)
    if asked.organisation:
        found = found.filter(organisation=asked.organisation)
    rows, following = paging.by_id(
        found.values(*CUSTOMER.columns(names)), "customers", asked.cursor, asked.limit, newest_first=True
    )
    return give(paging.page(resources(rows, names), following))


@operation(router, "POST", "/customers", WRITE, gives=CustomerOut, status=201, takes=JSON)
def make_customer(request: Call, asked: CustomerToMake) -> HttpResponse:
    """Make a customer

    An address that is known already is refused (409) with its customer's id.
    """
    permissions.require(request.agent, "write")
    address = naming.address(asked.email, "email")
    zone = checking.time_zone(asked.time_zone) if asked.time_zone else ""
    organisation = None
    if asked.organisation is not None:
        organisation = finding.named(Organisation, asked.organisation, "organisation")
    made, is_new = customers.find_or_make(address, name=asked.name, language=asked.language, by=request.agent)
    if not is_new:
        raise AddressTaken(made)
    editing.edit(
        made,
        by=request.agent,
        organisation=organisation or made.organisation,
        texts={"time_zone": zone, "notes": asked.notes},
    )
    return give(resource(made.pk), 201, {"Location": f"{request.path}/{made.pk}"})


@operation(router, "GET", "/customers/{customer}", READ, gives=CustomerOut, refuses=(404,))
def read_customer(request: Call, customer: Path[Id], asked: Query[FieldsQuery]) -> HttpResponse:
    """Read a customer"""
    names = CUSTOMER.chosen(asked.fields)
    row = paging.one(Customer.objects.values(*CUSTOMER.columns(names)), customer)
    return give(resources([row], names)[0])


@operation(router, "PATCH", "/customers/{customer}", WRITE, gives=CustomerOut, takes=JSON, refuses=(404,))
def change_customer(request: Call, customer: Path[Id], asked: CustomerChange) -> HttpResponse:
    """Change a customer

    Only what is named changes.
    """
    found = finding.one(Customer, customer)
    given = asked.model_dump(exclude_unset=True)
    if given.get("time_zone"):
        checking.time_zone(given["time_zone"])
    organisation = found.organisation
    if "organisation" in given:
        key = given.pop("organisation")
        organisation = None if key is None else finding.named(Organisation, key, "organisation")
    editing.edit(found, by=request.agent, organisation=organisation, texts=given)
    return give(resource(found.pk))


@operation(router, "POST", "/customers/{customer}/merges", WRITE, gives=CustomerOut, takes=JSON, refuses=(404, 409))
def merge_customer(request: Call, customer: Path[Id], asked: MergeIn) -> HttpResponse:
    """Merge another customer into this one

    With tickets, messages and addresses. This cannot be undone.
    """
    kept = finding.one(Customer, customer)
    permissions.require(request.agent, "merge_customers")
    if asked.other == kept.pk:
        raise wrong("other", _("A customer cannot be merged into themselves."))
    merging_customers.merge(kept, finding.named(Customer, asked.other, "other"), by=request.agent)
    return give(resource(kept.pk))
