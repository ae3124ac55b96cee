"""The usual moments in words, for one reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.following_up import moments


@dataclass(frozen=True)
class Choice:
    """One moment that is offered. `value`: as the form sends it."""

    value: str
    words: str
    moment: datetime


def offered(agent: Agent) -> list[Choice]:
    """The moments that fit this reader's day."""
    named = {
        "hour": _("In 1 hour"),
        "afternoon": _("This afternoon"),
        "evening": _("This evening"),
        "tomorrow": _("Tomorrow morning"),
        "monday": _("Monday morning"),
        "week": _("In a week"),
    }
    found = moments.usual(clock.now(), agent.time_zone)
    return [Choice(name, named[name], moment) for name, moment in found.items()]
