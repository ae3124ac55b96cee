"""How each person hears of each sort: what they chose, else what the company chose, else what is usual."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from ponte.channels.notices.models import Preference
from ponte.channels.notices.sorts import USUAL, Ways


def of(agents: Collection[int]) -> dict[int, dict[str, Ways]]:
    """For each of these people every sort; one query."""
    rows = Preference.objects.filter(Q(agent__isnull=True) | Q(agent__in=agents))
    company, own = dict(USUAL), dict[int, dict[str, Ways]]()
    for row in rows:
        if row.agent_id is None:
            company[row.sort] = row.ways
        else:
            own.setdefault(row.agent_id, {})[row.sort] = row.ways
    return {agent: {**company, **own.get(agent, {})} for agent in agents}


def of_company() -> dict[str, Ways]:
    """What holds for people who chose nothing."""
    rows = Preference.objects.filter(agent__isnull=True)
    return {**USUAL, **{row.sort: row.ways for row in rows}}
