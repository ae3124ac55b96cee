"""What a template fills of the company's fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ponte.tickets.fields import catalogue
from ponte.tickets.fields import values as kinds
from ponte.tickets.fields.checking import Stage, check
from ponte.tickets.fields.errors import InvalidFields, Refused

if TYPE_CHECKING:
    from ponte.tickets.templates.models import TicketTemplate


def held(template: TicketTemplate) -> dict[str, Any]:
    """The values by key; those that are no longer lawful are left out."""
    fields = catalogue.current().fields
    found = {}
    for key, plain in template.values.items():
        if key not in fields or fields[key].is_archived:
            continue
        try:
            value = kinds.of(fields[key]).read(fields[key], plain)
        except Refused:
            continue
        if value is not None:
            found[key] = value
    return found


def checked(given: dict[str, Any]) -> dict[str, Any]:
    """What a template may keep, as JSON. Nothing is needed yet: the ticket's form asks when it is opened.

    Raises:
        InvalidFields: some values cannot be taken.
    """
    fields = catalogue.current().fields
    found = check(fields, [], {}, given, Stage.CHANGE)
    if found.faults:
        raise InvalidFields(found.faults)
    return {key: kinds.of(fields[key]).plain(value) for key, value in found.after.items()}
