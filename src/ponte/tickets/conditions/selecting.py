"""Asking the database which tickets fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from ponte.tickets.conditions.context import Context
from ponte.tickets.conditions.tree import All, AnyOf, Node, Not, Test
from ponte.tickets.states import LAST_UNSOLVED, StateType

if TYPE_CHECKING:
    from ponte.tickets.querysets import TicketQuerySet

ALWAYS, NEVER = Q(), Q(pk__in=[])
UNSOLVED = frozenset(each for each in StateType if each <= LAST_UNSOLVED)


def select(tickets: TicketQuerySet, node: Node, context: Context) -> TicketQuerySet:
    """Those of `tickets` that fit, in no order. Begin with `visible_to`: a condition widens nothing."""
    if not only_unsolved(node):
        return tickets.filter(condition(node, context))
    # Unsolved is said once, and so that the partial indexes serve: of what is said twice PostgreSQL believes that
    # far fewer tickets fit, and sorts them all instead of walking the list's own index.
    parts = node.parts if isinstance(node, All) else (node,)
    others = tuple(part for part in parts if not _is_unsolved(part))
    found = tickets.filter(condition(All(others), context))
    return found if any(_names_unsolved(part) for part in others) else found.unsolved()


def _is_unsolved(node: Node) -> bool:
    """It asks for all unsolved tickets, and nothing else."""
    if not isinstance(node, Test) or not _state_types(node, contrary=False):
        return False
    named = {StateType[str(word).upper()] for word in node.value}
    return named == (UNSOLVED if node.operator.key == "is" else set(StateType) - UNSOLVED)


def _names_unsolved(node: Node) -> bool:
    """It names types, all unsolved, so that PostgreSQL sees by itself that the partial indexes serve."""
    return isinstance(node, Test) and node.operator.key == "is" and _state_types(node, contrary=False)


def condition(node: Node, context: Context) -> Q:
    """The condition for the database. Never unknown: each test is true or false, so that `not` is the contrary."""
    if isinstance(node, Test):
        return _test(node, context)
    if isinstance(node, Not):
        return ~_whole(condition(node.part, context))
    if isinstance(node, All):
        joined = Q()
        for part in node.parts:
            joined &= condition(part, context)
        return joined
    if not node.parts:
        return NEVER
    made = [_whole(condition(part, context)) for part in node.parts]
    joined = made[0]
    for each in made[1:]:
        joined |= each
    return joined


def _whole(made: Q) -> Q:
    # An empty Q vanishes inside OR and NOT instead of meaning "always".
    return made if made else Q(pk__isnull=False)


def _test(test: Test, context: Context) -> Q:
    field, operator = test.field, test.operator
    positive = field.kind.positive(field, operator)
    if positive.key == "is_not_empty":
        made = field.filled if field.filled is not None else ALWAYS
    else:
        made = field.kind.condition(field.path, positive, test.value, context)
        if field.filled is not None and field.kind.needs_filled:
            made = field.filled & made
    if field.through is not None:
        made = field.through(made)
    return ~_whole(made) if operator.negates else made


def only_unsolved(node: Node) -> bool:
    """Whether the tree asks for unsolved tickets alone: then the partial indexes may serve."""
    if isinstance(node, Test):
        return _state_types(node, contrary=False)
    if isinstance(node, All):
        return any(only_unsolved(part) for part in node.parts)
    if isinstance(node, AnyOf):
        return bool(node.parts) and all(only_unsolved(part) for part in node.parts)
    return isinstance(node.part, Test) and _state_types(node.part, contrary=True)


def _state_types(test: Test, *, contrary: bool) -> bool:
    if test.field.key != "state_type":
        return False
    named = {StateType[str(word).upper()] for word in test.value}
    if (test.operator.key == "is") is not contrary:
        return all(each <= LAST_UNSOLVED for each in named)
    return all(each in named for each in StateType if each > LAST_UNSOLVED)
