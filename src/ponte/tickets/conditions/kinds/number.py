"""Whole numbers."""

from __future__ import annotations

from operator import ge, gt, le, lt
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from ponte.tickets.conditions import operators as ops
from ponte.tickets.conditions.context import Context
from ponte.tickets.conditions.errors import Refused
from ponte.tickets.conditions.kinds.base import Kind
from ponte.tickets.conditions.operators import Operator
from ponte.ui.quantities import number as number_words

LARGEST = 10**15
_COMPARED = {"at_least": ("gte", ge), "at_most": ("lte", le), "more_than": ("gt", gt), "less_than": ("lt", lt)}


class Number(Kind):
    name = "number"
    operators = (
        ops.NUMBER_AT_LEAST,
        ops.NUMBER_AT_MOST,
        ops.EQUALS,
        ops.DIFFERS,
        ops.MORE_THAN,
        ops.LESS_THAN,
    )

    def check(self, operator: Operator, value: Any, *, has_reader: bool = True) -> Any:
        if isinstance(value, str) and value.strip().lstrip("-").isascii() and value.strip().lstrip("-").isdigit():
            value = int(value.strip()[:20]) if value.strip().count("-") <= 1 else value
        if isinstance(value, bool) or not isinstance(value, int):
            raise Refused(_("Write a whole number."))
        if abs(value) > LARGEST:
            raise Refused(_("This number is too large."))
        return value

    def condition(self, path: str, operator: Operator, value: Any, context: Context) -> Q:
        if operator is ops.EQUALS:
            return Q(**{path: value})
        return Q(**{f"{path}__{_COMPARED[operator.key][0]}": value})

    def fits(self, actual: Any, operator: Operator, value: Any, context: Context) -> bool:
        if actual is None:
            return False
        if operator is ops.EQUALS:
            return bool(actual == value)
        return bool(_COMPARED[operator.key][1](actual, value))

    def words(self, operator: Operator, value: Any) -> list[str]:
        return [str(number_words(value))]
