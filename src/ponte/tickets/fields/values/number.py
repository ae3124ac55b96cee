"""Numbers, and amounts of money."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from babel.core import UnknownLocaleError
from babel.numbers import format_currency, get_currency_precision, list_currencies
from django.utils.translation import gettext as _

from ponte.tickets.conditions.errors import Refused as Unaskable
from ponte.tickets.conditions.kinds import number as asking
from ponte.tickets.conditions.operators import Operator
from ponte.tickets.fields.errors import Refused
from ponte.tickets.fields.values.base import Names, ValueKind
from ponte.ui.quantities import locale
from ponte.ui.quantities import number as number_words

if TYPE_CHECKING:
    from ponte.tickets.fields.models import CustomField

LARGEST = 10**11  # with four decimals still exact as a JSON number
MOST_DECIMALS = 4


class Number(ValueKind):
    column = "number"

    def decimals(self, settings: Mapping[str, Any]) -> int:
        """How many digits may stand after the point."""
        return int(settings.get("decimals") or 0)

    def read(self, field: CustomField, given: Any) -> Any:
        value = decimal(given)
        if value is None:
            return None
        most = self.decimals(field.settings)
        if value != round(value, most):
            raise Refused(
                _("Write at most %(most)s digits after the point.") % {"most": most}
                if most
                else _("Write a whole number.")
            )
        low, high = field.settings.get("min"), field.settings.get("max")
        if low is not None and value < Decimal(str(low)):
            raise Refused(_("It must be at least %(number)s.") % {"number": number_words(low)})
        if high is not None and value > Decimal(str(high)):
            raise Refused(_("It must be at most %(number)s.") % {"number": number_words(high)})
        return value

    def plain(self, value: Any) -> Any:
        return int(value) if value == int(value) else float(value)

    def words(self, field: CustomField, value: Any, names: Names | None = None) -> str:
        unit = field.settings.get("unit")
        said = number_words(self.plain(value))
        return f"{said} {unit}" if unit else said

    def condition(self, field: CustomField) -> Asked:
        return Asked()

    def settings(self, given: Mapping[str, Any]) -> dict[str, Any]:
        decimals = decimal(given.get("decimals")) or 0
        if decimals not in range(MOST_DECIMALS + 1):
            raise Refused(_("Choose from 0 to 4 digits after the point."))
        low, high = decimal(given.get("min")), decimal(given.get("max"))
        if low is not None and high is not None and low > high:
            raise Refused(_("The least is more than the most."))
        bounds = {name: self.plain(value) for name, value in (("min", low), ("max", high)) if value is not None}
        return {"decimals": int(decimals), "unit": str(given.get("unit") or "").strip()[:20], **bounds}


class Money(Number):
    def decimals(self, settings: Mapping[str, Any]) -> int:
        return min(MOST_DECIMALS, get_currency_precision(str(settings.get("currency"))))

    def words(self, field: CustomField, value: Any, names: Names | None = None) -> str:
        return str(format_currency(value, field.settings["currency"], locale=locale()))

    def settings(self, given: Mapping[str, Any]) -> dict[str, Any]:
        kept = super().settings({**given, "decimals": 0, "unit": ""})
        currency = str(given.get("currency") or "").strip().upper()
        try:
            known = currency in list_currencies()
        except UnknownLocaleError:  # pragma: no cover
            known = False
        if not known:
            raise Refused(_("Write a currency by its three letters, such as EUR."))
        return {**{name: kept[name] for name in ("min", "max") if name in kept}, "currency": currency}


class Asked(asking.Number):
    """Numbers with a point are asked for too."""

    def check(self, operator: Operator, value: Any, *, has_reader: bool = True) -> Any:
        try:
            found = decimal(value)
        except Refused as refused:
            raise Unaskable(refused.message) from None
        if found is None:
            raise Unaskable(_("Write a number."))
        return Number().plain(found)

    def condition(self, path: str, operator: Operator, value: Any, context: Any) -> Any:
        return super().condition(path, operator, Decimal(str(value)), context)

    def fits(self, actual: Any, operator: Operator, value: Any, context: Any) -> bool:
        return super().fits(actual, operator, Decimal(str(value)), context)


def decimal(given: Any) -> Decimal | None:
    """The number that was written, "1,5" too; None for nothing.

    Raises:
        Refused: it is none, or too large to keep.
    """
    if given is None or (isinstance(given, str) and not given.strip()):
        return None
    if isinstance(given, bool) or not isinstance(given, int | float | str | Decimal):
        raise Refused(_("Write a number."))
    text = str(given).strip()
    if isinstance(given, str):
        text = "".join(text.split())
        if text.count(",") == 1 and "." not in text:
            text = text.replace(",", ".")
    if len(text) > 40:
        raise Refused(_("This number is too large."))
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise Refused(_("Write a number.")) from None
    if not value.is_finite():
        raise Refused(_("Write a number."))
    if abs(value) > LARGEST:
        raise Refused(_("This number is too large."))
    if value != round(value, MOST_DECIMALS):
        raise Refused(_("Write at most %(most)s digits after the point.") % {"most": MOST_DECIMALS})
    return round(value, MOST_DECIMALS)
