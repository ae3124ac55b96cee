"""Agents who follow a ticket see it and hear of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ponte.events.recording import Actor, record
from ponte.team.models import Agent
from ponte.tickets.locking import require_writer
from ponte.tickets.models import Follow, Ticket


@transaction.atomic
def follow(ticket: Ticket, agent: Agent, *, by: Actor | str, at: datetime | None = None) -> None:
    """Make `agent` a follower; doing it twice changes nothing."""
    require_writer(by)
    _, made = Follow.objects.get_or_create(ticket=ticket, agent=agent)
    if made:
        record("ticket.followed", by=by, subject=ticket.journal_name, ticket=ticket.pk, at=at, agent=agent.pk)


@transaction.atomic
def unfollow(ticket: Ticket, agent: Agent, *, by: Actor | str, at: datetime | None = None) -> None:
    """Stop following; not following is fine too."""
    require_writer(by)
    gone, _ = Follow.objects.filter(ticket=ticket, agent=agent).delete()
    if gone:
        record("ticket.unfollowed", by=by, subject=ticket.journal_name, ticket=ticket.pk, at=at, agent=agent.pk)
