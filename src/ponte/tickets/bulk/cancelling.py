"""A running job is stopped; what it did stays, and can be undone."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ponte.events.recording import record
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.bulk.models import Job, JobStatus
from ponte.tickets.locking import require_writer


@transaction.atomic
def cancel(job: Job, *, by: Agent, at: datetime | None = None) -> bool:
    """Stop it; the few tickets in work are still done. False when it had ended already.

    Raises:
        NotAllowed: `by` may only look.
    """
    require_writer(by)
    at = at or clock.now()
    changed = Job.objects.filter(pk=job.pk, status=JobStatus.RUNNING).update(
        status=JobStatus.CANCELLED, finished_at=at
    )
    if changed:
        record("bulk.cancelled", by=by, subject=job.journal_name, at=at)
    return bool(changed)
