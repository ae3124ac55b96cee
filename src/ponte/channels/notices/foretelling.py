"""A promise that falls due soon is told before it is broken."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import CharField, Exists, F, OuterRef, Value
from django.db.models.functions import Cast, Concat

from ponte.channels.notices.making import make
from ponte.channels.notices.models import Notice
from ponte.channels.notices.news import News
from ponte.channels.notices.sorts import Sort
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.following_up.models import FollowUp, Kind

NEAR = timedelta(minutes=30)
LOCK = 7_066_061


@transaction.atomic
def look(at: datetime | None = None) -> int:
    """Tell of promises that are due within half an hour; returns how many were told. One worker at a time."""
    at = at or clock.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
    source = Concat(Value("promise:"), Cast(OuterRef("pk"), CharField()))
    told = Notice.objects.filter(source=source)
    rows = FollowUp.objects.to_come().filter(kind=Kind.PROMISE, due_at__gt=at, due_at__lte=at + NEAR)
    rows = rows.filter(made_at__lt=F("due_at") - 2 * NEAR)  # one that is made for soon needs no word
    due = list(rows.filter(~Exists(told)).select_related("ticket"))
    if not due:
        return 0
    news = [
        News(
            agent=agent,
            sort=Sort.PROMISE,
            source=f"promise:{row.pk}",
            at=at,
            ticket=row.ticket_id,
            data={"kind": "promise", "due": row.due_at.isoformat() if row.due_at else ""},
        )
        for row in due
        for agent in {row.ticket.assignee_id or row.agent_id, row.agent_id}
    ]
    agents = Agent.objects.filter(is_active=True).in_bulk({each.agent for each in news})
    return make(news, agents)
