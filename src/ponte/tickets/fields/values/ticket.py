"""Another ticket, by its number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ponte.tickets.conditions import finders
from ponte.tickets.conditions.kinds.reference import Reference
from ponte.tickets.conditions.operators import Operator
from ponte.tickets.fields.values.base import Names, ValueKind
from ponte.tickets.fields.values.person import reference

if TYPE_CHECKING:
    from ponte.tickets.fields.models import CustomField


class TicketNumber(ValueKind):
    column = "ref"

    def read(self, field: CustomField, given: Any) -> Any:
        return reference(given)

    def words(self, field: CustomField, value: Any, names: Names | None = None) -> str:
        return f"#{value}"

    def condition(self, field: CustomField) -> Asked:
        return Asked(_tickets, few=False, finder=finders.tickets)


class Asked(Reference):
    """Said by its number alone: not everybody may read every subject."""

    def words(self, operator: Operator, value: Any) -> list[str]:
        return [f"#{each}" for each in value]

    def names(self, values: Sequence[str]) -> list[str]:
        return [f"#{each}" for each in values]


def _tickets() -> Any:
    from ponte.tickets.models import Ticket

    return Ticket.objects.all()
