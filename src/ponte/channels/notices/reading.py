"""What a person has seen is no news any more, and nothing is sent after them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ponte.channels.notices.making import tell_browsers
from ponte.channels.notices.models import Notice, NoticeQuerySet
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.models import Ticket


def mark(notice: Notice, *, by: Agent, at: datetime | None = None) -> bool:
    """They have seen this one; returns whether that is new."""
    return _read(Notice.objects.filter(pk=notice.pk), by, at) > 0


def mark_ticket(ticket: Ticket, *, by: Agent, at: datetime | None = None) -> int:
    """They opened the ticket: all that was told of it is seen. Returns how many."""
    return _read(Notice.objects.filter(ticket=ticket), by, at)


def mark_all(*, by: Agent, at: datetime | None = None) -> int:
    """They have seen everything up to now."""
    return _read(Notice.objects.all(), by, at)


@transaction.atomic
def unmark(notice: Notice, *, by: Agent) -> None:
    """Show it as unread again; nothing is sent for it anew."""
    if Notice.objects.filter(pk=notice.pk, agent=by).update(read_at=None):
        tell_browsers([by.pk])


@transaction.atomic
def _read(rows: NoticeQuerySet, by: Agent, at: datetime | None) -> int:
    number = rows.filter(agent=by, read_at__isnull=True).update(
        read_at=at or clock.now(), in_digest=False, mail_at=None, push_at=None
    )
    if number:
        tell_browsers([by.pk])
    return number


@transaction.atomic
def unmark_all(*, by: Agent, at: datetime) -> int:
    """Show again what was marked as seen at just this moment."""
    number = Notice.objects.filter(agent=by, read_at=at).update(read_at=None)
    tell_browsers([by.pk])
    return number
