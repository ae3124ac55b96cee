"""Several short words at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from ponte.tickets.conditions import operators as ops
from ponte.tickets.conditions.context import Context
from ponte.tickets.conditions.errors import Refused
from ponte.tickets.conditions.kinds.base import Choices, Kind
from ponte.tickets.conditions.kinds.lists import listed
from ponte.tickets.conditions.operators import Operator


class Tags(Kind):
    """`normalise`: how a word is kept. `offered`: those to choose from."""

    name = "tags"
    operators = (ops.HAS_ANY, ops.HAS_ALL, ops.HAS_NONE)

    def __init__(self, normalise: Callable[[str], str], offered: Callable[[], Choices]) -> None:
        self.normalise, self.offered = normalise, offered

    def check(self, operator: Operator, value: Any, *, has_reader: bool = True) -> Any:
        kept = [self.normalise(str(each).replace("\x00", "")) for each in listed(value)]
        kept = [each for each in dict.fromkeys(kept) if each]
        if not kept:
            raise Refused(_("Say what it is compared with."))
        return kept

    def condition(self, path: str, operator: Operator, value: Any, context: Context) -> Q:
        return Q(**{f"{path}__{'contains' if operator is ops.HAS_ALL else 'overlap'}": value})

    def fits(self, actual: Any, operator: Operator, value: Any, context: Context) -> bool:
        there = set(actual or ())
        return there >= set(value) if operator is ops.HAS_ALL else bool(there & set(value))

    def words(self, operator: Operator, value: Any) -> list[str]:
        return list(value)

    def choices(self) -> Choices:
        return self.offered()
