"""What the journal calls customers and organisations."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ponte.customers.models import Identity, Organisation
from ponte.events.naming import names
from ponte.search.statements import fetch


@names("customer")
def _customers(ids: Collection[Any]) -> dict[Any, str]:
    found = dict(fetch("SELECT id, name FROM customers_customer WHERE id = ANY(%(ids)s)", {"ids": list(ids)}))
    nameless = [pk for pk, name in found.items() if not name]
    if nameless:
        rows = Identity.objects.filter(customer__in=nameless).order_by("is_primary", "pk")
        found |= dict(rows.values_list("customer_id", "value"))
    return {pk: name or f"#{pk}" for pk, name in found.items()}


@names("organisation")
def _organisations(ids: Collection[Any]) -> dict[Any, str]:
    return dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "name"))


@names("customer_field")
def _fields(keys: Collection[Any]) -> dict[Any, str]:
    return {
        "name": _("the name"),
        "language": _("the language"),
        "time_zone": _("the time zone"),
        "organisation": _("the organisation"),
        "notes": _("the notes"),
        "domains": _("the domains"),
    }


def thing_of_field(data: Mapping[str, Any]) -> str:
    """Which names the old and new value of a changed field have."""
    return {"language": "language", "organisation": "organisation"}.get(str(data.get("field")), "")
