"""A new password. Every other session of the person ends with it: its proof no longer fits."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ponte.events.recording import record
from ponte.team import checking
from ponte.team.models import Agent


@transaction.atomic
def set_password(
    agent: Agent, password: str, *, by: Agent | str, field: str = "password", at: datetime | None = None
) -> None:
    """Give `agent` this password.

    Raises:
        ValidationError: under `field`, when it is too easy to guess.
    """
    agent.set_password(checking.password(password, agent, field=field))
    agent.save(update_fields=["password"])
    record("agent.security_changed", by=by, subject=agent.journal_name, at=at, what="password")
