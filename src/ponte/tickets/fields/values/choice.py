"""One of a list, several of it, one of a tree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _

from ponte.tickets.conditions.context import Context
from ponte.tickets.conditions.kinds import choice as asking
from ponte.tickets.conditions.kinds.base import Choices
from ponte.tickets.conditions.operators import Operator
from ponte.tickets.fields.errors import Refused
from ponte.tickets.fields.options import PART, is_under
from ponte.tickets.fields.values.base import Names, ValueKind
from ponte.ui.quantities import listing

if TYPE_CHECKING:
    from ponte.tickets.fields.models import CustomField, FieldValue

MOST = 50


class One(ValueKind):
    column = "word"
    groups = True
    has_choices = True

    def read(self, field: CustomField, given: Any) -> Any:
        if given is None or given == "":
            return None
        return known(field, given)

    def words(self, field: CustomField, value: Any, names: Names | None = None) -> str:
        option = field.options.get(value)
        return option.label if option else str(value)

    def condition(self, field: CustomField) -> Asked:
        return Asked(field)


class Many(One):
    groups = False

    def read(self, field: CustomField, given: Any) -> Any:
        if given is None or given == "":
            return None
        several = given if isinstance(given, list | tuple) else [given]
        if len(several) > MOST:
            raise Refused(_("There are too many values; %(most)s are allowed.") % {"most": MOST})
        chosen = {known(field, each) for each in several if each != ""}
        return [key for key in field.options if key in chosen] or None

    def rows(self, value: Any) -> list[dict[str, Any]]:
        return [{"word": key, "place": place} for place, key in enumerate(value)]

    def value(self, rows: Sequence[FieldValue]) -> Any:
        return [row.word for row in rows]

    def asked(self, value: Any) -> list[Any]:
        return list(value)

    def words(self, field: CustomField, value: Any, names: Names | None = None) -> str:
        return listing([super(Many, self).words(field, key) for key in value])


class Tree(One):
    """A branch may be chosen as well as what stands under it."""

    groups = True

    def condition(self, field: CustomField) -> Asked:
        return AskedTree(field)


class Asked(asking.Choice):
    """Archived choices are asked for too: tickets hold them still."""

    def __init__(self, field: CustomField) -> None:
        self.field = field

    @property
    def options(self) -> Sequence[tuple[str, Any, str]]:  # type: ignore[override]
        """In the reader's language."""
        return [(each.path, each.path, each.label) for each in self.field.options.values()]

    small = False

    @property
    def held(self) -> dict[str, Any]:  # type: ignore[override]
        return {key: key for key in self.field.options}


class AskedTree(Asked):
    """A branch stands for everything under it."""

    def groups(self) -> Choices:
        return [(path, label) for path, label in self.choices() if PART not in path]

    def condition(self, path: str, operator: Operator, value: Any, context: Context) -> Q:
        made = Q(**{f"{path}__in": value})
        for branch in value:
            made |= Q(**{f"{path}__startswith": branch + PART})
        return made

    def fits(self, actual: Any, operator: Operator, value: Any, context: Context) -> bool:
        return actual is not None and any(is_under(actual, branch) for branch in value)


def known(field: CustomField, given: Any) -> str:
    """The key that is meant, if it can still be chosen."""
    option = field.options.get(given) if isinstance(given, str) else None
    if option is None:
        raise Refused(_("%(value)s is not one of the choices.") % {"value": str(given)[:60]})
    if option.is_archived:
        raise Refused(_("%(value)s can no longer be chosen.") % {"value": option.label})
    return option.path
