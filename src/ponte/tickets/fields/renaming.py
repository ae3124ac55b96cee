"""Values that name a customer follow when two customers become one."""

from __future__ import annotations

from ponte.customers.models import Customer
from ponte.tickets.fields import catalogue
from ponte.tickets.fields.models import FieldKind, FieldValue
from ponte.tickets.fields.values.person import CUSTOMER


def customer_became(other: Customer, kept: Customer) -> None:
    """Let every field that named `other` name `kept`. No events: the merge itself is told."""
    fields = catalogue.fresh().fields.values()
    asked = [each.pk for each in fields if each.kind == FieldKind.PERSON and each.settings.get("who") == CUSTOMER]
    if asked:
        FieldValue.objects.filter(field__in=asked, ref=other.pk).update(ref=kept.pk)
