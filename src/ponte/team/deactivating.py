"""Closing and opening accounts. Nothing that a person wrote goes away with their account."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ponte.events.recording import record
from ponte.team import administrators, ending_sessions, permissions
from ponte.team.models import Agent, Availability, Role


@transaction.atomic
def deactivate(agent: Agent, *, by: Agent | str, at: datetime | None = None) -> None:
    """Close an account: its sessions end, nobody can sign in with it, its work stays where it is.

    Raises:
        NotPermitted: `by` may not manage people.
        LastAdministrator: nobody else could let people in.
    """
    permissions.require(by, "manage_people")
    held = administrators.hold(agent)
    if held.is_active:
        if held.role == Role.ADMINISTRATOR:
            administrators.refuse_if_last(held)
        held.is_active, held.availability = False, Availability.OFF
        held.save(update_fields=["is_active", "availability"])
        record("agent.deactivated", by=by, subject=held.journal_name, at=at)
        ending_sessions.end_all(held, by=by, at=at)
    agent.is_active, agent.availability = False, held.availability


@transaction.atomic
def activate(agent: Agent, *, by: Agent | str, at: datetime | None = None) -> None:
    """Open a closed account again, with the role and teams that it had.

    Raises:
        NotPermitted: `by` may not manage people.
    """
    permissions.require(by, "manage_people")
    if Agent.objects.filter(pk=agent.pk, is_active=False).update(is_active=True):
        record("agent.activated", by=by, subject=agent.journal_name, at=at)
    agent.is_active = True
