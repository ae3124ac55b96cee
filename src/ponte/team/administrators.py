"""Somebody must always be able to let people in."""

from __future__ import annotations

from ponte.team.errors import LastAdministrator
from ponte.team.models import Agent, Role


def hold(agent: Agent) -> Agent:
    """Read `agent` again, with every administrator's row locked: two who leave at once wait for each other."""
    list(Agent.objects.select_for_update().filter(role=Role.ADMINISTRATOR).order_by("pk").values_list("pk"))
    return Agent.objects.select_for_update().get(pk=agent.pk)


def refuse_if_last(agent: Agent) -> None:
    """Raise `LastAdministrator` when no other active administrator is left."""
    others = Agent.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=agent.pk)
    if not others.exists():
        raise LastAdministrator
