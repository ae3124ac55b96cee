"""What every kind of value can do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import Q
from django.utils.functional import Promise

from ponte.tickets.conditions import operators as ops
from ponte.tickets.conditions.errors import Refused
from ponte.tickets.conditions.operators import Operator

if TYPE_CHECKING:
    from ponte.team.models import Agent
    from ponte.tickets.conditions.context import Context
    from ponte.tickets.conditions.fields import Field

Choices = list[tuple[str, str]]


class Kind:
    """A type of value. `check` answers the value as it is kept, or raises `Refused`."""

    name: ClassVar[str]
    operators: ClassVar[tuple[Operator, ...]]
    emptiness: ClassVar[tuple[Operator, Operator]] = (ops.FILLED, ops.EMPTY)
    is_chosen: bool = False  # whether values are chosen from a list, not typed
    searches: bool = False  # whether they are too many for a list, and are searched by name
    needs_filled: ClassVar[bool] = True  # whether a test must first see that there is a value

    def operators_of(self, field: Field) -> tuple[Operator, ...]:
        """What can be asked of this field."""
        can_lack = field.filled is not None or field.through is not None
        return (*self.operators, *self.emptiness) if can_lack else self.operators

    def positive(self, field: Field, operator: Operator) -> Operator:
        """The operator itself, or the one of which it is the contrary."""
        if not operator.negates:
            return operator
        return next(each for each in self.operators_of(field) if each.key == operator.negates)

    def check(self, operator: Operator, value: Any, *, has_reader: bool = True) -> Any:
        raise NotImplementedError

    def check_things(self, operator: Operator, value: Any) -> None:
        """Refuse what names things that do not exist."""

    def lacks(self, operator: Operator, value: Any) -> bool:
        """Whether the value names something that is there no more."""
        try:
            self.check_things(operator, value)
        except Refused:
            return True
        return False

    def condition(self, path: str, operator: Operator, value: Any, context: Context) -> Q:
        raise NotImplementedError

    def fits(self, actual: Any, operator: Operator, value: Any, context: Context) -> bool:
        raise NotImplementedError

    def is_filled(self, actual: Any) -> bool:
        """Whether there is a value at all."""
        return actual not in (None, "", [])

    def words(self, operator: Operator, value: Any) -> list[str]:
        """The value as people say it: one phrase for each of several."""
        return [str(value)]

    def choices(self) -> Choices | None:
        """What can be chosen, for forms; None where people type."""
        return None

    def names(self, values: Sequence[str]) -> list[str]:
        """How people call each of these values, also of those that are not lawful (any more)."""
        known = dict(self.choices() or ())
        return [str(known.get(value, value)) for value in values]

    def find(self, text: str, reader: Agent | None, most: int) -> Choices:
        """At most `most` values whose names hold `text`, those that begin with it first; "" finds the first ones."""
        return fitting(self.choices() or [], text, most)

    def groups(self) -> Choices:
        """Values into which a list may be parted."""
        return self.choices() or []


def fitting(offered: Choices, text: str, most: int) -> Choices:
    """Those of `offered` whose names hold `text`."""
    text = text.casefold()
    found = [pair for pair in offered if text in str(pair[1]).casefold()]
    return sorted(found, key=lambda pair: not str(pair[1]).casefold().startswith(text))[:most]


Words = str | Promise
