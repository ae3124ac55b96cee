"""What each person of the demo world was told in the last days: the bell as they would find it coming in."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import connection

from ponte.channels.notices import choosing, hearing, mark, settling
from ponte.channels.notices.models import Every, Notice
from ponte.channels.notices.sorts import Mail, Sort, Ways
from ponte.channels.notices.telling_whom import RULES
from ponte.demo.company import Company
from ponte.events.models import Event

SPAN = timedelta(days=4)
LEFT = 6  # unread for each: what came while they were away from their desk
FRESH = timedelta(hours=20)
READ_THE_REST = """
    UPDATE notices_notice SET read_at = least(at + interval '20 minutes', %s)
    WHERE read_at IS NULL AND id NOT IN (
        SELECT id FROM (
            SELECT id, at, row_number() OVER (PARTITION BY agent_id ORDER BY at DESC) AS place
            FROM notices_notice WHERE read_at IS NULL
        ) AS unread WHERE place <= %s AND at > %s
    )
"""


def add(company: Company, now: datetime) -> None:
    """Tell everybody of the last days as the consumer would have, and let them have read most of it."""
    _choose(company, now)
    kinds = [kind for kind in RULES if kind != "ticket.attention_needed"]  # found all at once, this very minute
    events = Event.objects.filter(at__gt=now - SPAN, at__lte=now, kind__in=kinds).order_by("at", "id")
    hearing.hear(list(events))
    mark.settle()
    with connection.cursor() as cursor:
        cursor.execute(READ_THE_REST, [now, LEFT, now - FRESH])
    Notice.objects.update(mail_at=None, push_at=None)


def _choose(company: Company, now: datetime) -> None:
    people, before = company.agents, now - timedelta(days=30)
    night = {"quiet": True, "quiet_from": time(18, 30), "quiet_until": time(8), "quiet_weekend": True}
    settling.settle({**night, "agenda": True, "digest_time": time(8, 15)}, by=people["olena"], at=before)
    settling.settle({**night, "breaches_break": True, "agenda": True}, by=people["giulia"], at=before)
    settling.settle({"digest": Every.HOUR}, by=people["mateo"], at=before)
    choosing.choose({Sort.FOLLOWED: Ways(mail=Mail.DIGEST)}, by=people["mateo"], at=before)
    choosing.choose({Sort.NEW: Ways(push=True)}, by=people["giulia"], at=before)
