"""An event as a resource, and who may read which."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from ponte.events.kinds import all_kinds
from ponte.events.models import Event
from ponte.team.models import Agent

COLUMNS = ("id", "at", "kind", "version", "subject", "ticket_id", "customer_id", "actor", "cause_id", "data")


def resource(row: dict[str, Any]) -> dict[str, Any]:
    """One event."""
    return {name.removesuffix("_id"): row[name] for name in COLUMNS}


def hidden_from(reader: Agent) -> frozenset[str]:
    """The kinds that concern the security of accounts and raw mail: for administrators alone."""
    if reader.is_administrator:
        return frozenset()
    return frozenset(kind.name for kind in all_kinds() if kind.audience == "administrators")


def visible_to(reader: Agent) -> QuerySet[Event]:
    """What this person may read of the journal."""
    hidden = hidden_from(reader)
    return Event.objects.exclude(kind__in=hidden) if hidden else Event.objects.all()
