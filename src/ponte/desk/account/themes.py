"""Light or dark: kept with the account, carried by a cookie so that no page flashes."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse

from ponte.team.models import Agent, Theme
from ponte.ui.page import THEME_COOKIE

_YEAR = 365 * 24 * 3600  # seconds


def remember(response: HttpResponse, agent: Agent) -> None:
    """Make the next page look as this person wants it."""
    if agent.theme == Theme.SYSTEM:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    else:
        response.set_cookie(
            THEME_COOKIE, agent.theme, max_age=_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
