"""For whom and when a condition is asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ponte.lib import clock
from ponte.team.models import Agent, Membership


@dataclass(frozen=True)
class Context:
    """`agent`: the current agent, None where nobody reads (deadlines, routing). `zone`: whose days are meant."""

    agent: Agent | None = None
    at: datetime = field(default_factory=clock.now)
    zone: tzinfo = UTC

    @cached_property
    def team_ids(self) -> frozenset[int]:
        """The current agent's teams, read once."""
        if self.agent is None:
            return frozenset()
        return frozenset(Membership.objects.filter(agent=self.agent).values_list("team_id", flat=True))

    @property
    def agent_ids(self) -> frozenset[int]:
        """The current agent as a set, empty when there is none."""
        return frozenset() if self.agent is None else frozenset({self.agent.pk})


def of(agent: Agent, at: datetime | None = None) -> Context:
    """This agent's eyes: their name, their time zone, now."""
    try:
        zone: tzinfo = ZoneInfo(agent.time_zone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = UTC
    return Context(agent, at or clock.now(), zone)
