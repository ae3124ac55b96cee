"""Those who may have become able to take more are noted, and looked at by the next round."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import F

from ponte.team.models import Agent
from ponte.tickets.routing.models import Desk, Place


def wake(agents: Collection[int] | None) -> int:
    """Note these agents (None: everybody) while something waits; returns how many."""
    if (agents is not None and not agents) or not Place.objects.filter(waits=True).exists():
        return 0
    people = Agent.objects.filter(is_active=True)
    known = sorted((people if agents is None else people.filter(pk__in=agents)).values_list("pk", flat=True))
    having = set(
        Desk.objects.select_for_update().filter(agent__in=known).order_by("agent").values_list("agent_id", flat=True)
    )
    Desk.objects.filter(agent__in=having).update(woken=F("woken") + 1)
    new = [Desk(agent_id=agent, woken=1) for agent in known if agent not in having]
    Desk.objects.bulk_create(new, ignore_conflicts=True)
    return len(known)
