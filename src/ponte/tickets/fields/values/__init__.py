"""Kinds of values: how each is understood, kept, said, and asked for in conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ponte.tickets.fields.values.base import ValueKind
from ponte.tickets.fields.values.choice import Many, One, Tree
from ponte.tickets.fields.values.day import Day
from ponte.tickets.fields.values.number import Money, Number
from ponte.tickets.fields.values.pattern import Pattern
from ponte.tickets.fields.values.person import Person
from ponte.tickets.fields.values.text import Text
from ponte.tickets.fields.values.ticket import TicketNumber
from ponte.tickets.fields.values.truth import Truth

if TYPE_CHECKING:
    from ponte.tickets.fields.models import CustomField

KINDS: dict[str, ValueKind] = {
    "text": Text(),
    "pattern": Pattern(),
    "number": Number(),
    "money": Money(),
    "date": Day(),
    "one": One(),
    "many": Many(),
    "tree": Tree(),
    "truth": Truth(),
    "person": Person(),
    "ticket": TicketNumber(),
}


def of(field: CustomField) -> ValueKind:
    """The kind of a field's values."""
    return KINDS[field.kind]
