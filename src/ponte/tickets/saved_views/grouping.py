"""A list put in groups: which groups there are, in the order in which people expect them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from ponte.tickets.conditions.context import Context
from ponte.tickets.conditions.fields import Field
from ponte.tickets.conditions.kinds.choice import Choice, Scale
from ponte.tickets.conditions.kinds.reference import Reference

MOST = 200


@dataclass(frozen=True)
class Group:
    """`key` stands in addresses. `where`: what its tickets have in common.

    `held`: the value of `path` in all of them, where it is one; groups of one path can be read together.
    """

    key: str
    label: str
    where: Q
    path: str = ""
    held: Any = None


def groups(field: Field) -> list[Group]:
    """All that there may be. Nobody and nothing come last."""
    if field.through is not None:
        return _groups_elsewhere(field, field.through)
    kind, path = field.kind, field.path
    if isinstance(kind, Choice):
        options = list(kind.options)
        if isinstance(kind, Scale):
            options.reverse()
        offered = [_holding(word, str(label), path, held) for word, held, label in options]
    elif isinstance(kind, Reference):
        rows = sorted(kind.rows()[:MOST], key=lambda row: str(row).casefold())
        offered = [_holding(str(row.pk), str(row), path, row.pk) for row in rows]
        listed = [row.pk for row in rows]
        rest = Q(**{f"{path}__isnull": True}) | ~Q(**{f"{path}__in": listed})
        word = str(kind.nothing[1]) if kind.nothing else _("Other")
        offered.append(Group("rest", word[:1].upper() + word[1:], rest))
    else:
        values = [word for word, _label in kind.choices() or []]
        offered = [_holding(word, label, path, word) for word, label in kind.choices() or []]
        offered.append(Group("rest", _("Other"), ~Q(**{f"{path}__in": values})))
    return offered


def _holding(key: str, label: str, path: str, held: Any) -> Group:
    return Group(key, label, Q(**{path: held}), path, held)


def _groups_elsewhere(field: Field, through: Callable[[Q], Q]) -> list[Group]:
    """Of a field whose values lie in another table."""
    kind, context = field.kind, Context()
    operator = kind.operators[0]
    offered = [
        Group(word, label, through(kind.condition(field.path, operator, kind.check(operator, word), context)))
        for word, label in kind.groups()
    ]
    return [*offered, Group("rest", _("None"), ~through(Q()))]
