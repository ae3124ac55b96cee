"""Old notices go."""

from __future__ import annotations

from datetime import datetime, timedelta

from ponte.channels.notices.models import Notice
from ponte.lib import clock

KEPT = timedelta(days=90)
BATCH = 5000


def sweep(at: datetime | None = None) -> int:
    """Drop what is older than ninety days; returns how many."""
    before, gone = (at or clock.now()) - KEPT, 0
    while rows := list(Notice.objects.filter(at__lt=before).values_list("pk", flat=True)[:BATCH]):
        gone += Notice.objects.filter(pk__in=rows).delete()[0]
    return gone
