"""Whose hours an agent keeps, and who is off shift at a moment."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from ponte.events.recording import record
from ponte.lib.business_time import BusinessTime
from ponte.team import permissions
from ponte.team.models import Agent
from ponte.team.schedules import reckoning
from ponte.team.schedules.models import Schedule
from ponte.team.skills.models import Shift


@transaction.atomic
def set_shift(agent: Agent, schedule: Schedule | None, *, by: Agent | str, at: datetime | None = None) -> None:
    """Let the agent keep the hours of a schedule; None: no hours, they are never off shift by the clock.

    Raises:
        NotPermitted: nothing was changed.
    """
    permissions.require(by, "manage_routing")
    Agent.objects.select_for_update().get(pk=agent.pk)
    old = Shift.objects.filter(agent=agent).values_list("schedule_id", flat=True).first()
    new = schedule.pk if schedule else None
    if old == new:
        return
    if schedule is None:
        Shift.objects.filter(agent=agent).delete()
    else:
        Shift.objects.update_or_create(agent=agent, defaults={"schedule": schedule})
    record("agent.shift_changed", by=by, subject=agent.journal_name, at=at, old=old, new=new)


def hours_of(agents: Collection[int]) -> dict[int, BusinessTime]:
    """The hours of those who keep some; two queries at most."""
    kept = dict(Shift.objects.filter(agent__in=agents).values_list("agent_id", "schedule_id"))
    if not kept:
        return {}
    timelines = reckoning.timelines()
    return {agent: timelines[schedule] for agent, schedule in kept.items()}


def off_shift(agents: Collection[int], at: datetime) -> set[int]:
    """Those whose hours are over, or have not begun."""
    return {agent for agent, hours in hours_of(agents).items() if not hours.is_open(at)}
