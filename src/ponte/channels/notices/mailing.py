"""Notices that are to be mailed at once become mails when their minute is over, unless they were read meanwhile."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction

from ponte.channels.notices import letters, quiet
from ponte.channels.notices.models import Notice, Personal
from ponte.lib import clock
from ponte.tickets.models import Ticket

log = logging.getLogger("ponte.worker")
BATCH = 50
AGAIN = timedelta(minutes=10)  # until one that failed is tried again


@transaction.atomic
def mail_due(at: datetime | None = None) -> int:
    """Queue one batch; returns how many were looked at. The queue's row and the notice's mark are one commit."""
    at = at or clock.now()
    rows = Notice.objects.select_for_update(skip_locked=True, of=("self",)).filter(mail_at__lte=at)
    due = list(rows.select_related("agent", "ticket__brand").order_by("mail_at", "pk")[:BATCH])
    settings = Personal.objects.in_bulk({row.agent_id for row in due})
    for row in due:
        rest = quiet.until(settings.get(row.agent_id), row.agent.time_zone, at, row.sort)
        if rest is not None:
            row.mail_at = rest
        else:
            row.mail_at = None
            try:
                with transaction.atomic():
                    if may_be_told(row):
                        letters.of_notice(row, at)
            except Exception:  # one that cannot be written must not stop those behind it
                log.exception("notice %s could not be mailed; tried again in %s", row.pk, AGAIN)
                row.mail_at = at + AGAIN
    Notice.objects.bulk_update(due, ["mail_at"])
    return len(due)


def may_be_told(row: Notice) -> bool:
    """Whether it is still news to somebody who is still here and may still see it."""
    if row.read_at is not None or not row.agent.is_active:
        return False
    return row.ticket_id is None or Ticket.objects.visible_to(row.agent).filter(pk=row.ticket_id).exists()
