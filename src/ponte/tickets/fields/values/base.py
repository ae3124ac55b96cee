"""What every kind of value can do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext as _

from ponte.tickets.fields.errors import Refused

if TYPE_CHECKING:
    from ponte.tickets.conditions.kinds.base import Kind
    from ponte.tickets.fields.models import CustomField, FieldValue

Names = Mapping[int, str]


class ValueKind:
    """`column`: of `FieldValue`, by which it is compared and put in order."""

    column: ClassVar[str]
    groups: ClassVar[bool] = False
    has_choices: ClassVar[bool] = False

    def read(self, field: CustomField, given: Any) -> Any:
        """The value that is meant, as it is compared; None for nothing.

        Raises:
            Refused: this field cannot take it.
        """
        raise NotImplementedError

    def plain(self, value: Any) -> Any:
        """As JSON."""
        return value

    def rows(self, value: Any) -> list[dict[str, Any]]:
        """The columns of each row that keeps it."""
        return [{self.column: value}]

    def value(self, rows: Sequence[FieldValue]) -> Any:
        """Of the rows that keep it."""
        return getattr(rows[0], self.column)

    def asked(self, value: Any) -> list[Any]:
        """What conditions compare: what the column holds in each row."""
        return [value]

    def words(self, field: CustomField, value: Any, names: Names | None = None) -> str:
        """As people read it. `names`: of those it refers to."""
        return str(value)

    def condition(self, field: CustomField) -> Kind:
        """How it is asked for."""
        raise NotImplementedError

    def settings(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The settings put in order.

        Raises:
            Refused: they make no sense.
        """
        return {}


def text_of(given: Any, most: int) -> str:
    """Text without what cannot be kept, at most so long."""
    if not isinstance(given, str):
        raise Refused(_("Write text here."))
    if "\x00" in given or any("\ud800" <= letter <= "\udfff" for letter in given):
        raise Refused(_("This text holds characters that cannot be kept."))
    text = given.replace("\r\n", "\n").strip()
    if len(text) > most:
        raise Refused(_("This text is too long; %(most)s characters are allowed.") % {"most": most})
    return text
