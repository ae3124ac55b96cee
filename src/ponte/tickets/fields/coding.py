"""A field with its value as one word, for changes that are kept as text: `product=ebike`, `parts=motor,seat`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from ponte.team.models import Agent
from ponte.tickets.fields import catalogue, reading, setting
from ponte.tickets.fields import values as kinds
from ponte.tickets.fields.errors import Refused
from ponte.tickets.fields.models import CustomField, FieldKind
from ponte.tickets.models import Ticket

OFFERED = 60  # values of one field in a menu


def coded(field: CustomField, value: Any) -> str:
    """The word for this value; nothing stands behind the sign when there is none."""
    if value is None:
        return f"{field.key}="
    plain = kinds.of(field).plain(value)
    if isinstance(plain, list):
        plain = ",".join(plain)
    return f"{field.key}={str(plain).lower() if isinstance(plain, bool) else plain}"


def understood(word: str) -> tuple[CustomField, Any]:
    """The field and the value.

    Raises:
        ValueError: there is no such field in use, or it cannot take this.
    """
    key, sign, raw = word.partition("=")
    field = catalogue.current().fields.get(key)
    if field is None or field.is_archived or not sign:
        raise ValueError(word)
    given: Any = raw.split(",") if field.kind == FieldKind.MANY and raw else raw
    return field, kinds.of(field).read(field, given)


def tidied(word: str) -> str:
    """The same value in the form in which it is compared.

    Raises:
        ValueError: as `understood` does.
    """
    return coded(*understood(word))


def look(ticket: Ticket, word: str, by: Agent) -> str:
    """How the field that the word names stands on this ticket."""
    key = word.partition("=")[0]
    field = catalogue.current().fields.get(key)
    return f"{key}=" if field is None else coded(field, reading.held(ticket).values.get(key))


def make(word: str, by: Agent) -> Callable[[Ticket], object]:
    """What gives a ticket this value.

    Raises:
        ValueError: as `understood` does.
    """
    field, value = understood(word)
    plain = None if value is None else kinds.of(field).plain(value)
    return lambda ticket: setting.set_values(ticket, {field.key: plain}, by=by)


def is_lawful(word: str) -> bool:
    """Whether some ticket could be given this."""
    try:
        understood(word)
    except ValueError:
        return False
    return True


def for_many() -> list[CustomField]:
    """The fields whose values are few enough to be offered in a menu."""
    kinds_of_few = (FieldKind.ONE, FieldKind.TREE, FieldKind.TRUTH)
    return [each for each in catalogue.current().active if each.kind in kinds_of_few]


def offered(field: CustomField) -> list[tuple[str, str]]:
    """The words for its values with how people read them; the last empties it."""
    if field.kind == FieldKind.TRUTH:
        values: list[Any] = [True, False]
    else:
        values = [each.path for each in field.options.values() if not each.is_archived][:OFFERED]
    read = [(coded(field, value), kinds.of(field).words(field, value)) for value in values]
    return [*read, (coded(field, None), _("Empty it"))]


def words(word: str) -> str:
    """As people read it: "Product: E-bike"."""
    key = word.partition("=")[0]
    try:
        field, value = understood(word)
    except Refused as refused:
        return f"{key}: {refused.message}"
    except ValueError:
        return _("something that is gone")
    said = _("nothing") if value is None else kinds.of(field).words(field, value)
    return f"{field.label}: {said}"
