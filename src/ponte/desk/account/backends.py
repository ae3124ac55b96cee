"""Who is signed in: allauth's way in, and each request's reader by a prepared statement."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from ponte.search.statements import Statement, number
from ponte.team.models import Agent

_READER: Statement[Agent] = Statement(lambda: Agent.objects.filter(pk=number("agent")))


class Backend(AuthenticationBackend):
    def get_user(self, user_id: Any) -> Agent | None:
        """The agent of a session; None for those who may not come in any more."""
        found = _READER.row(agent=int(user_id))
        return found if found is not None and self.user_can_authenticate(found) else None
