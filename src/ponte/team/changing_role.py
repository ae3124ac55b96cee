"""Giving somebody another role."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ponte.events.recording import record
from ponte.team import administrators, checking, permissions, two_factor
from ponte.team.models import Agent, Role


@transaction.atomic
def change_role(agent: Agent, role: str, *, by: Agent | str, at: datetime | None = None) -> Agent:
    """Make `role` this person's role, from their next page on.

    Raises:
        NotPermitted: `by` may not manage people.
        LastAdministrator: nobody else could let people in.
        ValidationError: no such role.
    """
    permissions.require(by, "manage_people")
    new = checking.role(role)
    held = administrators.hold(agent)
    if held.role != new:
        if held.role == Role.ADMINISTRATOR:
            administrators.refuse_if_last(held)
        old, held.role = held.role, new
        held.save(update_fields=["role"])
        record("agent.changed", by=by, subject=held.journal_name, at=at, field="role", old=old, new=new.value)
        two_factor.refresh(held)
    agent.role, agent.needs_two_factor = held.role, held.needs_two_factor
    return held
