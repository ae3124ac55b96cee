"""Sessions, and ending them from elsewhere."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from ponte.events.recording import record
from ponte.team import permissions
from ponte.team.models import Agent


def sessions_of(agent: Agent) -> QuerySet[UserSession]:
    """Where this person is signed in, the latest used first."""
    sessions: QuerySet[UserSession] = UserSession.objects.filter(user=agent)
    return sessions.order_by("-last_seen_at", "-pk")


@transaction.atomic
def end(session: UserSession, *, by: Agent | str, at: datetime | None = None) -> None:
    """End one session at once.

    Raises:
        NotPermitted: another's session, without leave to manage sessions.
    """
    owner = Agent.objects.get(pk=session.user_id)
    _require(by, owner)
    _end(session)
    record("agent.session_ended", by=by, subject=owner.journal_name, at=at)


@transaction.atomic
def end_all(agent: Agent, *, by: Agent | str, besides: str | None = None, at: datetime | None = None) -> int:
    """End every session of a person save the one with the key `besides`; return how many ended."""
    _require(by, agent)
    ended = 0
    for session in UserSession.objects.filter(user=agent).exclude(session_key=besides or ""):
        _end(session)
        ended += 1
    if ended:
        record("agent.session_ended", by=by, subject=agent.journal_name, at=at)
    return ended


def _end(session: UserSession) -> None:
    import_module(settings.SESSION_ENGINE).SessionStore().delete(session.session_key)
    session.delete()


def _require(by: Agent | str, owner: Agent) -> None:
    if not (isinstance(by, Agent) and by.pk == owner.pk):
        permissions.require(by, "manage_sessions")
