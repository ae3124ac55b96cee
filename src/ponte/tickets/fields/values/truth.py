"""Yes or no."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _

from ponte.tickets.conditions.context import Context
from ponte.tickets.conditions.kinds import truth as asking
from ponte.tickets.conditions.operators import Operator
from ponte.tickets.fields.errors import Refused
from ponte.tickets.fields.values.base import Names, ValueKind

if TYPE_CHECKING:
    from ponte.tickets.fields.models import CustomField, FieldValue

WRITTEN = {"true": True, "yes": True, "1": True, "on": True, "false": False, "no": False, "0": False, "": None}


class Truth(ValueKind):
    column = "word"
    groups = True

    def read(self, field: CustomField, given: Any) -> Any:
        if given is None or isinstance(given, bool):
            return given
        word = given.strip().lower() if isinstance(given, str) else None
        if word not in WRITTEN:
            raise Refused(_("Choose yes or no."))
        return WRITTEN[word]

    def rows(self, value: Any) -> list[dict[str, Any]]:
        return [{"word": str(value).lower()}]

    def value(self, rows: Sequence[FieldValue]) -> Any:
        return rows[0].word == "true"

    def words(self, field: CustomField, value: Any, names: Names | None = None) -> str:
        return _("Yes") if value else _("No")

    def condition(self, field: CustomField) -> Asked:
        return Asked()


class Asked(asking.Truth):
    """The database holds a word."""

    def condition(self, path: str, operator: Operator, value: Any, context: Context) -> Q:
        return Q(**{path: str(value).lower()})

    def fits(self, actual: Any, operator: Operator, value: Any, context: Context) -> bool:
        return actual is value
