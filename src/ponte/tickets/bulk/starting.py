"""A job begins: the tickets are chosen once, now, in one statement."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connection, transaction

from ponte.events.recording import record
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.bulk import actions
from ponte.tickets.bulk.errors import NothingChosen, TooMany
from ponte.tickets.bulk.models import Job
from ponte.tickets.locking import require_writer

if TYPE_CHECKING:
    from ponte.tickets.querysets import TicketQuerySet

MOST = 100_000


@transaction.atomic
def start(tickets: TicketQuerySet, what: str, value: str, *, by: Agent, at: datetime | None = None) -> Job:
    """Set `what` to `value` on each of `tickets` that `by` may see; the workers do it.

    Raises:
        NotAllowed: `by` may only look.
        NothingChosen, TooMany: no ticket, or more than `MOST`.
        ValueError: there is no such change or no such value.
    """
    require_writer(by)
    value = actions.known(what, value, by)
    job = Job.objects.create(agent=by, what=what, value=value, created_at=at or clock.now())
    sql, params = tickets.order_by().values("pk")[: MOST + 1].query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO bulk_item (job_id, ticket_id, status, reason, old, new)"
            f" SELECT %s, chosen.id, 'waiting', '', '', '' FROM ({sql}) AS chosen(id)",
            [job.pk, *params],
        )
        job.total = cursor.rowcount
    if job.total == 0:
        raise NothingChosen
    if job.total > MOST:
        raise TooMany
    job.save(update_fields=["total"])
    record(
        "bulk.started", by=by, subject=job.journal_name, at=at, what=what, value=value, total=job.total, undoes=None
    )
    return job
