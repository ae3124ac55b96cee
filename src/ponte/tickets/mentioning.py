"""Notes that mention somebody and that they have not read."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.models import Message, MessageKind, Reading, Ticket

SPAN = timedelta(days=30)
MOST = 50


def unread(agent: Agent, at: datetime | None = None) -> list[Message]:
    """The notes of the last month that mention `agent`, unread by them, the newest first; at most `MOST`.

    Whoever is mentioned follows the ticket, so only followed tickets are looked at.
    """
    since = (at or clock.now()) - SPAN
    followed = Ticket.objects.visible_to(agent).filter(follows__agent=agent, updated_at__gte=since)
    read = Reading.objects.filter(agent=agent, ticket=OuterRef("ticket"), message_id__gte=OuterRef("pk"))
    rows = Message.objects.filter(
        kind=MessageKind.NOTE,
        ticket__in=followed,
        created_at__gte=since,
        html__contains=f'data-agent="{agent.pk}"',
    ).exclude(agent=agent)
    found = rows.filter(~Exists(read)).select_related("ticket__requester", "agent").defer("words").order_by("-pk")
    return list(found[:MOST])
