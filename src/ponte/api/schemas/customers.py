"""Customers and organisations in the specification."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import ConfigDict, StringConstraints

from ponte.api.schemas.words import (
    Address,
    Id,
    Input,
    Language,
    Line,
    Many,
    Moment,
    PageQuery,
    Ref,
    Text,
    may_be_absent,
    sparse,
)

Name = Annotated[str, StringConstraints(max_length=200)]
Zone = Annotated[str, StringConstraints(max_length=64)]
Domain = Annotated[str, StringConstraints(min_length=1, max_length=253)]
Kind = Literal["email", "phone", "external"]


class IdentityOut(Schema):
    """An address by which a customer is known. `bounced_at`: nothing is sent there any more."""

    model_config = ConfigDict(title="Identity")

    id: int
    kind: Kind
    value: str
    is_primary: bool
    verified_at: Moment | None
    bounced_at: Moment | None


class CustomerOut(Schema):
    """A person who is served."""

    model_config = ConfigDict(title="Customer", json_schema_extra=sparse)

    id: int
    name: str
    language: str
    time_zone: str
    organisation: Ref | None
    notes: str
    merged_into: int | None = Field(description="The customer that this one was merged into.")
    created_at: Moment
    identities: list[IdentityOut]
    url: str = Field(description="Their page for agents.")


class CustomersOut(Many):
    model_config = ConfigDict(title="Customers")

    items: list[CustomerOut]


class CustomerQuery(PageQuery):
    """Which customers; newest first."""

    q: Line = Field("", description="The beginning of words of the name, or of an address.")
    email: Address | None = Field(None, description="The very address.")
    organisation: Id | None = None
    fields: Line = Field("", description="Only these fields, by commas; the id is always there.")


class CustomerToMake(Input):
    model_config = ConfigDict(
        title="CustomerToMake",
        json_schema_extra={"examples": [{"email": "marta.bellini@posteo.it", "name": "Marta Bellini"}]},
    )

    email: Address
    name: Name = ""
    language: Language = ""
    time_zone: Zone = ""
    organisation: Id | None = Field(None, description="By the address's domain when it is not named.")
    notes: Text = ""


class CustomerChange(Input):
    model_config = ConfigDict(title="CustomerChange", json_schema_extra={"examples": [{"language": "it"}]})

    name: Name = may_be_absent()
    language: Language = may_be_absent()
    time_zone: Zone = may_be_absent()
    organisation: Id | None = may_be_absent(description="null: none.")
    notes: Text = may_be_absent()


class MergeIn(Input):
    """`other` becomes part of the customer at this address, for good."""

    model_config = ConfigDict(title="Merge")

    other: Id


class IdentityIn(Input):
    model_config = ConfigDict(
        title="IdentityToAdd", json_schema_extra={"examples": [{"kind": "phone", "value": "+39 055 123456"}]}
    )

    kind: Kind
    value: Address


class OrganisationOut(Schema):
    """A company; people whose address lies in one of its domains belong to it."""

    model_config = ConfigDict(title="Organisation")

    id: int
    name: str
    domains: list[str]
    notes: str
    created_at: Moment


class OrganisationsOut(Many):
    model_config = ConfigDict(title="Organisations")

    items: list[OrganisationOut]


class OrganisationQuery(PageQuery):
    domain: Domain | None = None


class OrganisationIn(Input):
    model_config = ConfigDict(
        title="OrganisationToMake",
        json_schema_extra={"examples": [{"name": "Ciclofficina Navigli", "domains": ["navigli.example"]}]},
    )

    name: Annotated[str, StringConstraints(min_length=1, max_length=160, strip_whitespace=True)]
    domains: list[Domain] = Field(default_factory=list, max_length=50)
    notes: Text = ""


class OrganisationChange(Input):
    model_config = ConfigDict(title="OrganisationChange", json_schema_extra={"examples": [{"notes": "A partner"}]})

    name: Annotated[str, StringConstraints(min_length=1, max_length=160, strip_whitespace=True)] = may_be_absent()
    domains: list[Domain] = may_be_absent(max_length=50)
    notes: Text = may_be_absent()
