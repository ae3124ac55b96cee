"""Asking one ticket in memory; it answers as the database does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ponte.tickets.conditions.context import Context
from ponte.tickets.conditions.tree import All, AnyOf, Node, Not, Test

if TYPE_CHECKING:
    from ponte.tickets.models import Ticket


def matches(node: Node, ticket: Ticket, context: Context) -> bool:
    """Whether this ticket fits."""
    if isinstance(node, Test):
        return _test(node, ticket, context)
    if isinstance(node, Not):
        return not matches(node.part, ticket, context)
    if isinstance(node, All):
        return all(matches(part, ticket, context) for part in node.parts)
    assert isinstance(node, AnyOf)
    return any(matches(part, ticket, context) for part in node.parts)


def _test(test: Test, ticket: Ticket, context: Context) -> bool:
    field, operator = test.field, test.operator
    positive = field.kind.positive(field, operator)
    found = field.value_of(ticket)
    values = list(found) if field.through is not None else [found]
    if positive.key == "is_not_empty":
        holds = any(field.kind.is_filled(value) for value in values)
    else:
        holds = any(field.kind.fits(value, positive, test.value, context) for value in values)
    return holds is not bool(operator.negates)
