"""Customers and organisations as resources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.conf import settings

from ponte.api.shapes import Field, Row, Shape, plain, reference
from ponte.customers.models import Customer, Identity

CUSTOMER = Shape(
    id="id",
    name="name",
    language="language",
    time_zone="time_zone",
    organisation=reference("organisation"),
    notes="notes",
    merged_into=plain("merged_into_id"),
    created_at="created_at",
    identities=Field(("id",), lambda row: []),
    url=Field(("id",), lambda row: f"{settings.PUBLIC_URL}/customers/{row['id']}"),
)
ORGANISATION = Shape(id="id", name="name", domains="domains", notes="notes", created_at="created_at")
IDENTITY = ("id", "kind", "value", "is_primary", "verified_at", "bounced_at")


def resources(rows: Sequence[Row], names: Sequence[str]) -> list[dict[str, Any]]:
    """Customers as they are answered, with their addresses in one query."""
    made = [CUSTOMER.make(row, names) for row in rows]
    if "identities" in names and made:
        kept: dict[int, list[dict[str, Any]]] = defaultdict(list)
        found = Identity.objects.filter(customer__in=[row["id"] for row in rows]).order_by(
            "kind", "-is_primary", "pk"
        )
        for each in found.values(*IDENTITY, "customer_id"):
            kept[each.pop("customer_id")].append(each)
        for customer in made:
            customer["identities"] = kept.get(customer["id"], [])
    return made


def resource(pk: int) -> dict[str, Any]:
    """One customer, whole."""
    names = list(CUSTOMER.fields)
    return resources([Customer.objects.values(*CUSTOMER.columns(names)).get(pk=pk)], names)[0]


def identity_resource(identity: Identity) -> dict[str, Any]:
    """One address."""
    return {name: getattr(identity, name) for name in IDENTITY}
