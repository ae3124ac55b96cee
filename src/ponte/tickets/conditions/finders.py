"""Searching for the rows that a condition names, by what people call them."""

from __future__ import annotations

from ponte.customers import searching
from ponte.customers.models import Customer, Organisation
from ponte.team.models import Agent
from ponte.tickets.conditions.kinds.base import Choices


def customers(text: str, reader: Agent | None, most: int) -> Choices:
    """By name or address; the last met first."""
    found = searching.search(Customer.objects.filter(merged_into=None), text).order_by("-pk")
    return [(str(row.pk), _called(row)) for row in found.prefetch_related("identities")[:most]]


def _called(row: Customer) -> str:
    addresses = sorted(row.identities.all(), key=lambda one: not one.is_primary)
    return ", ".join([*([row.name] if row.name else []), *(one.value for one in addresses[:1])]) or str(row)


def organisations(text: str, reader: Agent | None, most: int) -> Choices:
    """By name."""
    found = Organisation.objects.filter(name__icontains=text.strip()) if text.strip() else Organisation.objects.all()
    return [(str(pk), name) for pk, name in found.order_by("name", "pk").values_list("pk", "name")[:most]]


def tickets(text: str, reader: Agent | None, most: int) -> Choices:
    """By number or words, among those that the reader may see; the newest first."""
    from ponte.tickets import searching as words
    from ponte.tickets.models import Ticket

    if reader is None:
        return []
    rows = Ticket.objects.visible_to(reader)
    number = text.strip().lstrip("#")
    if number.isascii() and number.isdigit() and len(number) < 19:
        rows = rows.filter(pk=int(number))
    elif text.strip():
        rows = words.search(rows, text)
    return [(str(pk), f"#{pk} {subject}") for pk, subject in rows.order_by("-pk").values_list("pk", "subject")[:most]]
