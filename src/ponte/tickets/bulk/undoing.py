"""What a job changed is put back by another job, ticket by ticket, where nobody has changed it since."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from ponte.events.recording import record
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.bulk.actions import FINAL
from ponte.tickets.bulk.errors import NotUndoable
from ponte.tickets.bulk.models import Job
from ponte.tickets.locking import require_writer


@transaction.atomic
def undo(job: Job, *, by: Agent, at: datetime | None = None) -> Job:
    """Begin to put it back.

    Raises:
        NotAllowed: `by` may only look.
        NotUndoable: it is at work, changed nothing, cannot be put back, or was put back already.
    """
    require_writer(by)
    held = Job.objects.select_for_update().get(pk=job.pk)
    if not may_undo(held):
        raise NotUndoable
    made = Job.objects.create(
        agent=by, what=held.what, value=held.value, undoes=held, total=held.done, created_at=at or clock.now()
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO bulk_item (job_id, ticket_id, status, reason, old, new)"
            " SELECT %s, ticket_id, 'waiting', '', new, old FROM bulk_item WHERE job_id = %s AND status = 'done'",
            [made.pk, held.pk],
        )
    record(
        "bulk.started",
        by=by,
        subject=made.journal_name,
        at=at,
        what=made.what,
        value=made.value,
        total=made.total,
        undoes=held.pk,
    )
    return made


def may_undo(job: Job) -> bool:
    """Whether there is something that can be put back."""
    return (
        not job.is_running
        and job.done > 0
        and job.undoes_id is None
        and job.what not in FINAL
        and not Job.objects.filter(undoes=job).exists()
    )
