"""Whether the people and tickets that values name are there for whoever names them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from ponte.customers.models import Customer
from ponte.events.recording import Actor
from ponte.team.models import Agent
from ponte.tickets.fields.errors import Fault
from ponte.tickets.fields.models import CustomField, FieldKind
from ponte.tickets.fields.values.person import CUSTOMER
from ponte.tickets.models import Ticket


def faults(fields: Mapping[str, CustomField], given: Mapping[str, Any], by: Actor | str) -> list[Fault]:
    """One for each that is not; a statement for each field that names somebody or something."""
    found = []
    for key, value in given.items():
        field = fields[key]
        if (
            value is not None
            and field.kind in (FieldKind.PERSON, FieldKind.TICKET)
            and not _is_there(field, value, by)
        ):
            words = _("There is none with the number %(number)s.") % {"number": value}
            found.append(Fault(key, field.label, words))
    return found


def _is_there(field: CustomField, pk: int, by: Actor | str) -> bool:
    if field.kind == FieldKind.TICKET:
        seen = Ticket.objects.visible_to(by) if isinstance(by, Agent) else Ticket.objects.all()
        return seen.filter(pk=pk).exists()
    if field.settings.get("who") == CUSTOMER:
        return Customer.objects.filter(pk=pk).exists()
    return Agent.objects.filter(pk=pk, is_active=True).exists()
