"""Everything unsolved, counted once by every dimension that the monitor shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.models import Ticket
from ponte.tickets.states import StateType

HOUR = timedelta(hours=1)
DIMENSIONS = ("channel", "team_id", "language", "priority", "state_type", "assignee_id")
COLUMNS = (*DIMENSIONS, "waiting_since", "due_at", "created_at")


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one group: `unsolved` of all; `on_us` new or open; of these `unassigned`, `late`, and due within the `hour`.

    `longest`: since when the customer who waits longest has waited. `oldest`: when the oldest unsolved one came.
    """

    unsolved: int = 0
    on_us: int = 0
    unassigned: int = 0
    late: int = 0
    hour: int = 0
    longest: datetime | None = None
    oldest: datetime | None = None


@dataclass(frozen=True)
class Standing:
    """The figures of all, and by each value of each dimension (None: nobody, no team)."""

    at: datetime
    total: Figures = Figures()
    by: dict[str, dict[Any, Figures]] = field(default_factory=dict)

    def of(self, dimension: str, value: Any) -> Figures:
        """The figures of one group; zeros when it has none."""
        return self.by.get(dimension, {}).get(value, Figures())


def standing(agent: Agent, team: int | None = None) -> Standing:
    """Count what `agent` may see, of one team or of all: one statement over the unsolved tickets."""
    now = clock.now()
    seen = Ticket.objects.visible_to(agent).unsolved().filter(is_spam=False)
    if team is not None:
        seen = seen.filter(team=team)
    query = seen.order_by().values(*COLUMNS).query
    if query.is_empty():
        return Standing(now)
    sql, given = query.sql_with_params()
    sets = ", ".join(["()", *(f"({name})" for name in DIMENSIONS)])
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT grouping({", ".join(DIMENSIONS)}), {", ".join(DIMENSIONS)},
                    count(*),
                    count(*) FILTER (WHERE state_type <= %s),
                    count(*) FILTER (WHERE state_type <= %s AND assignee_id IS NULL),
                    count(*) FILTER (WHERE state_type <= %s AND due_at < %s),
                    count(*) FILTER (WHERE state_type <= %s AND due_at >= %s AND due_at < %s),
                    min(waiting_since) FILTER (WHERE state_type <= %s),
                    min(created_at)
                FROM ({sql}) AS seen GROUP BY GROUPING SETS ({sets})""",
            [*(StateType.OPEN,) * 3, now, StateType.OPEN, now, now + HOUR, StateType.OPEN, *given],
        )
        rows = cursor.fetchall()
    return _arranged(now, rows)


def _arranged(now: datetime, rows: list[tuple[Any, ...]]) -> Standing:
    by: dict[str, dict[Any, Figures]] = {name: {} for name in DIMENSIONS}
    total = Figures()
    width = len(DIMENSIONS)
    for mask, *rest in rows:
        figures = Figures(*rest[width:])
        for place, name in enumerate(DIMENSIONS):
            if not mask & (1 << (width - 1 - place)):  # a bit is set for what a row is *not* grouped by
                by[name][rest[place]] = figures
                break
        else:
            total = figures
    return Standing(now, total, by)
