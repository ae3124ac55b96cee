"""A colleague or a customer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ponte.customers.models import Customer
from ponte.team.models import Agent
from ponte.tickets.conditions import finders
from ponte.tickets.conditions.kinds.reference import Reference
from ponte.tickets.fields.errors import Refused
from ponte.tickets.fields.values.base import Names, ValueKind

if TYPE_CHECKING:
    from ponte.tickets.fields.models import CustomField

CUSTOMER = "customer"


class Person(ValueKind):
    column = "ref"

    def read(self, field: CustomField, given: Any) -> Any:
        return reference(given)

    def words(self, field: CustomField, value: Any, names: Names | None = None) -> str:
        return (names or {}).get(value) or f"#{value}"

    def condition(self, field: CustomField) -> Reference:
        if field.settings.get("who") == CUSTOMER:
            return Reference(lambda: Customer.objects.all(), few=False, finder=finders.customers)
        return Reference(
            lambda: Agent.objects.filter(is_active=True),
            own=("me", gettext_lazy("the current agent"), lambda context: context.agent_ids),
        )

    def settings(self, given: Mapping[str, Any]) -> dict[str, Any]:
        return {"who": CUSTOMER if given.get("who") == CUSTOMER else "agent"}


def reference(given: Any) -> int | None:
    """An id, as a number or written down; None for nothing. Whether it exists is asked by `fields.resolving`.

    Raises:
        Refused: this cannot be an id.
    """
    if given is None or given == "":
        return None
    word = str(given).strip().lstrip("#")
    if isinstance(given, bool | float) or not (word.isascii() and word.isdigit() and 0 < len(word) < 19):
        raise Refused(_("Write a number."))
    return int(word)
