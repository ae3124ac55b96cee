"""A token that opens nothing any more."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ponte.events.recording import record
from ponte.lib import clock
from ponte.team import permissions
from ponte.team.models import Agent
from ponte.team.tokens.models import Token


@transaction.atomic
def revoke(token: Token, *, by: Agent | str, at: datetime | None = None) -> None:
    """End it at once; one that has ended already is fine.

    Raises:
        NotPermitted: another's token, without leave to end sessions.
    """
    if not (isinstance(by, Agent) and by.pk == token.agent_id):
        permissions.require(by, "manage_sessions")
    moment = at or clock.now()
    if Token.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=moment):
        record(
            "token.revoked",
            by=by,
            subject=token.journal_name,
            at=moment,
            name=token.name,
            agent=token.agent_id,
        )
