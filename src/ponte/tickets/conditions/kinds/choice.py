"""One of a few known words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import IntegerChoices, Q, TextChoices
from django.utils.translation import gettext as _

from ponte.tickets.conditions import operators as ops
from ponte.tickets.conditions.context import Context
from ponte.tickets.conditions.errors import Refused
from ponte.tickets.conditions.kinds.base import Choices, Kind, Words
from ponte.tickets.conditions.kinds.lists import listed
from ponte.tickets.conditions.operators import Operator, Takes


class Choice(Kind):
    """`options`: the word of the language, what the database holds, what people read; in their order."""

    name = "choice"
    is_chosen = True
    operators: ClassVar[tuple[Operator, ...]] = (ops.IS, ops.IS_NOT)

    def __init__(self, options: Sequence[tuple[str, Any, Words]], *, small: bool = False) -> None:
        self.options = options
        self.small = small  # the labels are ordinary words, which stand small inside a sentence
        self.held = {word: value for word, value, _label in options}

    @classmethod
    def of(cls, members: type[IntegerChoices] | type[TextChoices], *, small: bool = False) -> Choice:
        """From an enumeration: `ON_HOLD` is written "on_hold"."""
        return cls([(each.name.lower(), each.value, each.label) for each in members], small=small)

    def check(self, operator: Operator, value: Any, *, has_reader: bool = True) -> Any:
        given = listed(value)
        for place, word in enumerate(given):
            if word not in self.held:
                known = ", ".join(self.held)
                raise Refused(
                    _("%(value)s is not known here; choose of: %(known)s.") % {"value": word, "known": known},
                    f"[{place}]" if isinstance(value, list) else "",
                )
        if operator.takes == Takes.MANY:
            return given
        if len(given) != 1:
            raise Refused(_("Give one value."))
        return given[0]

    def condition(self, path: str, operator: Operator, value: Any, context: Context) -> Q:
        if operator.takes == Takes.MANY:
            return Q(**{f"{path}__in": [self.held[word] for word in value]})
        return Q(**{f"{path}__{'gte' if operator is ops.AT_LEAST else 'lte'}": self.held[value]})

    def fits(self, actual: Any, operator: Operator, value: Any, context: Context) -> bool:
        if operator.takes == Takes.MANY:
            return actual in {self.held[word] for word in value}
        if actual is None:
            return False
        return bool(actual >= self.held[value] if operator is ops.AT_LEAST else actual <= self.held[value])

    def words(self, operator: Operator, value: Any) -> list[str]:
        named = {word: str(label) for word, _held, label in self.options}
        given: list[str] = value if isinstance(value, list) else [value]
        said = [named.get(word, word) for word in given]
        return [word[:1].lower() + word[1:] for word in said] if self.small else said

    def choices(self) -> Choices:
        return [(word, str(label)) for word, _held, label in self.options]


class Scale(Choice):
    """A choice whose options stand in an order, lowest first."""

    name = "scale"
    operators = (ops.IS, ops.IS_NOT, ops.AT_LEAST, ops.AT_MOST)
