"""Yes or no."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from ponte.tickets.conditions import operators as ops
from ponte.tickets.conditions.context import Context
from ponte.tickets.conditions.errors import Refused
from ponte.tickets.conditions.kinds.base import Choices, Kind
from ponte.tickets.conditions.operators import Operator

_WRITTEN = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


class Truth(Kind):
    """`condition` may be said by the database in another way than `column = true`: give `holds`."""

    name = "truth"
    is_chosen = True
    operators = (ops.TRUE,)

    def __init__(self, holds: Q | None = None) -> None:
        self.holds = holds

    def check(self, operator: Operator, value: Any, *, has_reader: bool = True) -> Any:
        found = _WRITTEN.get(value.strip().lower()) if isinstance(value, str) else value
        if not isinstance(found, bool):
            raise Refused(_("Write true or false."))
        return found

    def condition(self, path: str, operator: Operator, value: Any, context: Context) -> Q:
        if self.holds is None:
            return Q(**{path: value})
        return self.holds if value else ~self.holds

    def fits(self, actual: Any, operator: Operator, value: Any, context: Context) -> bool:
        return bool(actual) is value

    def words(self, operator: Operator, value: Any) -> list[str]:
        return [_("yes") if value else _("no")]

    def choices(self) -> Choices:
        return [("true", _("yes")), ("false", _("no"))]
