"""Templates are made, changed and deleted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from ponte.events.recording import record
from ponte.team.models import Agent
from ponte.team.permissions import require
from ponte.tickets import tagging
from ponte.tickets.templates.models import TicketTemplate


class NameTaken(ValueError):
    """Another template has this name."""


@transaction.atomic
def keep(template: TicketTemplate | None, values: Mapping[str, Any], *, by: Agent) -> TicketTemplate:
    """Make one (`None`) or change one; `values` by field.

    Raises:
        NameTaken: another has this name.
        NotPermitted: `by` may not arrange templates.
    """
    require(by, "manage_macros")
    row = template or TicketTemplate()
    if TicketTemplate.objects.filter(name=values["name"]).exclude(pk=row.pk).exists():
        raise NameTaken(values["name"])
    for field, value in values.items():
        setattr(row, field, value)
    row.tags = [name for name in map(tagging.normalise, row.tags) if name]
    row.save()
    record("ticket_template.changed", by=by, subject="ticket_template", name=row.name)
    return row


@transaction.atomic
def drop(template: TicketTemplate, *, by: Agent) -> None:
    """Delete one; tickets that began with it stay as they are.

    Raises:
        NotPermitted: `by` may not arrange templates.
    """
    require(by, "manage_macros")
    record("ticket_template.deleted", by=by, subject="ticket_template", name=template.name)
    template.delete()
