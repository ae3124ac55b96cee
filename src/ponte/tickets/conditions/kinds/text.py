"""Free text, compared without regard to capitals."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Lower
from django.db.models.lookups import Contains, EndsWith, Exact, StartsWith
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ponte.tickets.conditions import operators as ops
from ponte.tickets.conditions.context import Context
from ponte.tickets.conditions.errors import Refused
from ponte.tickets.conditions.kinds.base import Kind
from ponte.tickets.conditions.operators import Operator

LONGEST = 200


def small(text: str) -> str:
    """Letter by letter to lower case, as PostgreSQL's lower() does."""
    return "".join(letter.lower()[:1] for letter in text)


class Text(Kind):
    name = "text"
    operators = (ops.CONTAINS, ops.LACKS, ops.BEGINS, ops.ENDS, ops.SAYS, ops.SAYS_NOT)

    def check(self, operator: Operator, value: Any, *, has_reader: bool = True) -> Any:
        if not isinstance(value, str):
            raise Refused(_("Write text here."))
        if "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
            raise Refused(_("This text holds characters that cannot be kept."))
        if len(value) > LONGEST:
            raise Refused(_("This text is too long; %(most)s characters are allowed.") % {"most": LONGEST})
        if not value.strip():
            raise Refused(_("Say what it is compared with."))
        return value

    def condition(self, path: str, operator: Operator, value: Any, context: Context) -> Q:
        lookup = {"contains": Contains, "starts_with": StartsWith, "ends_with": EndsWith, "is": Exact}[operator.key]
        return Q(lookup(Lower(F(path)), small(value)))

    def fits(self, actual: Any, operator: Operator, value: Any, context: Context) -> bool:
        if actual is None:
            return False
        there, asked = small(actual), small(value)
        if operator is ops.CONTAINS:
            return asked in there
        if operator is ops.BEGINS:
            return there.startswith(asked)
        if operator is ops.ENDS:
            return there.endswith(asked)
        return there == asked

    def words(self, operator: Operator, value: Any) -> list[str]:
        return [pgettext("quotation", "“%(text)s”") % {"text": value}]
