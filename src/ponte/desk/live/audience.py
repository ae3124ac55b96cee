"""Who listens, and what of a burst they may hear."""

from __future__ import annotations

from collections.abc import Collection
from http.cookies import CookieError, SimpleCookie
from importlib import import_module

from django.conf import settings
from django.contrib.auth import get_user
from django.db import close_old_connections
from django.http import HttpRequest

from ponte.team.models import Agent
from ponte.tickets.models import Ticket


def agent_from(cookie_header: str) -> Agent | None:
    """The active agent whose session the cookie names, or None. Runs in a thread: it asks the database."""
    close_old_connections()
    try:
        cookies = SimpleCookie(cookie_header)
    except CookieError:
        return None
    morsel = cookies.get(settings.SESSION_COOKIE_NAME)
    if morsel is None:
        return None
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(morsel.value)
    user = get_user(request)
    return user if isinstance(user, Agent) and user.is_active else None


def visible(agent: Agent, tickets: Collection[int]) -> set[int]:
    """Those of `tickets` that this agent may see; the same scope as every list."""
    if not tickets or agent.sees_all:
        return set(tickets)
    close_old_connections()
    return set(Ticket.objects.visible_to(agent).filter(pk__in=tickets).values_list("pk", flat=True))


def name_of(agent_id: int) -> str:
    """A colleague's name, for presence."""
    close_old_connections()
    return Agent.objects.filter(pk=agent_id).values_list("name", flat=True).first() or ""
