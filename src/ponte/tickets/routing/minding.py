"""Who is here: since when each agent is away or off shift, told to the tickets that the router gave them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from ponte.team.models import Agent, Availability
from ponte.team.skills import shifting
from ponte.tickets.routing import waking
from ponte.tickets.routing.models import Desk, Place

GONE = (Availability.AWAY, Availability.OFF)


@transaction.atomic
def mind(agents: Collection[int] | None, *, at: datetime) -> int:
    """Look at these agents (None: everybody); returns how many came or went."""
    if agents is None:
        agents = set(Agent.objects.filter(is_active=True).values_list("pk", flat=True))
    if not agents:
        return 0
    off = shifting.off_shift(agents, at)
    people = Agent.objects.filter(pk__in=agents)
    gone = off | set(people.filter(Q(availability__in=GONE) | Q(is_active=False)).values_list("pk", flat=True))
    was = set(Desk.objects.filter(agent__in=agents, gone_since__isnull=False).values_list("agent_id", flat=True))
    left, back = sorted(gone - was), sorted(was - gone)
    if left:
        Desk.objects.bulk_create([Desk(agent_id=agent) for agent in left], ignore_conflicts=True)
        Desk.objects.filter(agent__in=left).update(gone_since=at)
        held = Place.objects.select_for_update(skip_locked=True, of=("self",)).filter(agent__in=left, waits=False)
        # A place that a round holds right now is written with the new moment by that round.
        Place.objects.filter(pk__in=list(held.values_list("pk", flat=True))).update(next_at=at)
    if back:
        Desk.objects.filter(agent__in=back).update(gone_since=None)
        waking.wake(back)
    return len(left) + len(back)
