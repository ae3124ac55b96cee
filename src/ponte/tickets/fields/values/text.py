"""Text of one line or several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _

from ponte.tickets.conditions import operators as ops
from ponte.tickets.conditions.context import Context
from ponte.tickets.conditions.kinds import text as asking
from ponte.tickets.conditions.operators import Operator
from ponte.tickets.fields.errors import Refused
from ponte.tickets.fields.values.base import ValueKind, text_of

if TYPE_CHECKING:
    from ponte.tickets.fields.models import CustomField, FieldValue

LINE, LINES = 150, 5000  # characters
INDEXED = 100


class Text(ValueKind):
    column = "word"

    def read(self, field: CustomField, given: Any) -> Any:
        if given is None:
            return None
        several = field.settings.get("lines") == "several"
        text = text_of(given, LINES if several else LINE)
        if not several and "\n" in text:
            raise Refused(_("Write one line."))
        return text or None

    def rows(self, value: Any) -> list[dict[str, Any]]:
        return [{"text": value, "word": asking.small(value)[:INDEXED]}]

    def value(self, rows: Sequence[FieldValue]) -> Any:
        return rows[0].text

    def condition(self, field: CustomField) -> Asked:
        return Asked()

    def settings(self, given: Mapping[str, Any]) -> dict[str, Any]:
        return {"lines": "several" if given.get("lines") == "several" else "one"}


class Asked(asking.Text):
    """Its index serves where the beginning is known; the whole text decides."""

    def condition(self, path: str, operator: Operator, value: Any, context: Context) -> Q:
        known = asking.small(value)[:INDEXED]
        whole = super().condition("text", operator, value, context)
        if operator is ops.SAYS:
            return Q(word=known) & whole
        return Q(word__startswith=known) & whole if operator is ops.BEGINS else whole
