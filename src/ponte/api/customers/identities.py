"""/customers/{customer}/identities: the addresses of a customer."""

from __future__ import annotations

from django.http import HttpResponse
from ninja import Path, Router

from ponte.api import finding
from ponte.api.access import Call
from ponte.api.answering import done, give
from ponte.api.customers.shape import identity_resource
from ponte.api.operations import JSON, operation
from ponte.api.problems import not_found
from ponte.api.schemas.customers import IdentityIn, IdentityOut
from ponte.api.schemas.words import Id
from ponte.customers import identifying
from ponte.customers.models import Customer, Identity, IdentityKind
from ponte.team.tokens.scopes import Scope

router = Router(tags=["Customers"])
WRITE = Scope.CUSTOMERS_WRITE
WHERE = "/customers/{customer}/identities/{identity}"


def _one(customer: int, identity: int) -> Identity:
    found = Identity.objects.select_related("customer").filter(pk=identity, customer=customer).first()
    if found is None:
        raise not_found()
    return found


@operation(
    router,
    "POST",
    "/customers/{customer}/identities",
    WRITE,
    gives=IdentityOut,
    status=201,
    takes=JSON,
    refuses=(404, 409),
)
def add_identity(request: Call, customer: Path[Id], asked: IdentityIn) -> HttpResponse:
    """Give a customer another address

    One that another customer has is refused (409) with that customer's id.
    """
    found = finding.one(Customer, customer)
    made = identifying.add(found, IdentityKind(asked.kind), asked.value, by=request.agent)
    return give(identity_resource(made), 201)


@operation(router, "DELETE", WHERE, WRITE, status=204, refuses=(404,))
def remove_identity(request: Call, customer: Path[Id], identity: Path[Id]) -> HttpResponse:
    """Take an address away"""
    identifying.remove(_one(customer, identity), by=request.agent)
    return done()


@operation(router, "PUT", f"{WHERE}/primary", WRITE, status=204, refuses=(404,))
def make_identity_primary(request: Call, customer: Path[Id], identity: Path[Id]) -> HttpResponse:
    """Make an address the main one"""
    identifying.make_primary(_one(customer, identity), by=request.agent)
    return done()


@operation(router, "PUT", f"{WHERE}/verification", WRITE, status=204, refuses=(404,))
def verify_identity(request: Call, customer: Path[Id], identity: Path[Id]) -> HttpResponse:
    """Say that an address is truly theirs

    A remembered bounce is forgotten.
    """
    identifying.verify(_one(customer, identity), by=request.agent)
    return done()
