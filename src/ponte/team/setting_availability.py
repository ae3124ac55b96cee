"""Saying whether one takes work now."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ponte.events.recording import record
from ponte.team import permissions
from ponte.team.models import Agent, Availability


@transaction.atomic
def set_availability(agent: Agent, availability: str, *, by: Agent | str, at: datetime | None = None) -> None:
    """Set one's own availability, or a colleague's with leave to manage teams.

    Raises:
        NotPermitted, ValidationError.
    """
    if not (isinstance(by, Agent) and by.pk == agent.pk):
        permissions.require(by, "manage_teams")
    if availability not in Availability.values:
        raise ValidationError({"availability": _("Choose one of the states of availability.")})
    old = agent.availability
    changed = Agent.objects.filter(pk=agent.pk).exclude(availability=availability)
    if changed.update(availability=availability):
        record(
            "agent.availability_changed", by=by, subject=agent.journal_name, at=at, old=old, new=availability
        )
    agent.availability = availability
