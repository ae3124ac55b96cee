"""Who is looking at a ticket, and who is writing on it, right now.

Kept in an unlogged table (a crash may forget it) and told through NOTIFY; never in the journal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import connection

from ponte.events.feed import PRESENCE_CHANNEL
from ponte.lib import clock
from ponte.search.statements import Statement, moment, number
from ponte.team.models import Agent
from ponte.tickets.models import Presence, Ticket

FRESH = timedelta(seconds=40)  # a browser repeats itself every 15 seconds


class Mode(StrEnum):
    VIEWING = "viewing"
    REPLYING = "replying"
    NOTING = "noting"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Present:
    """One colleague on the ticket."""

    agent: Agent
    mode: Mode


def show(ticket: Ticket, *, by: Agent, mode: Mode, at: datetime | None = None) -> None:
    """Say that `by` is here, or has left; colleagues are told only when it is news."""
    at = at or clock.now()
    before = Presence.objects.filter(ticket=ticket, agent=by, seen_at__gt=at - FRESH).values_list("mode", flat=True)
    known = before.first()
    if mode is Mode.LEFT:
        Presence.objects.filter(ticket=ticket, agent=by).delete()
    else:
        Presence.objects.update_or_create(ticket=ticket, agent=by, defaults={"mode": mode, "seen_at": at})
    if known != mode and not (known is None and mode is Mode.LEFT):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [PRESENCE_CHANNEL, f"{ticket.pk}:{by.pk}:{mode}"])


def present_on(ticket: Ticket, *, but: Agent, at: datetime | None = None) -> list[Present]:
    """The colleagues on the ticket now, by name; one query."""
    rows = _ON.rows(ticket=ticket.pk, agent=but.pk, since=(at or clock.now()) - FRESH)
    return [Present(row.agent, Mode(row.mode)) for row in rows]


def forget(at: datetime) -> int:
    """Drop the traces of browsers that went without saying so; returns how many."""
    return Presence.objects.filter(seen_at__lt=at - timedelta(days=1)).delete()[0]


_ON: Statement[Presence] = Statement(
    lambda: (
        Presence.objects.filter(ticket=number("ticket"), seen_at__gt=moment("since"))
        .exclude(agent=number("agent"))
        .select_related("agent")
        .order_by("agent__name")
    )
)
