"""The workers' side: a few tickets a transaction.

A ticket's change and its item's result are one commit, and a taken item is locked: two workers never do one twice,
and what a killed worker had not committed waits again.
"""

from __future__ import annotations

import logging
import threading

from django.db import connection, transaction
from django.db.models import F

from ponte.events.recording import record
from ponte.lib import clock
from ponte.tickets.bulk import reasons
from ponte.tickets.bulk.actions import action
from ponte.tickets.bulk.models import Item, ItemStatus, Job, JobStatus
from ponte.tickets.changing_many import Look, Make
from ponte.tickets.errors import ClosedTicket, NotAllowed, TicketError
from ponte.tickets.fields.errors import InvalidFields
from ponte.tickets.models import Ticket
from ponte.tickets.solving import NotSolvable

log = logging.getLogger(__name__)
BATCH = 20
POLL = 0.5  # seconds between looks when there is nothing to do


def run_forever(stop: threading.Event) -> None:
    """Work until `stop` is set. Any number of workers may run."""
    while not stop.is_set():
        if not work():
            connection.close()
            stop.wait(POLL)


def drain() -> None:
    """Work until nothing waits."""
    while work():
        pass


def work() -> int:
    """One batch of every running job, so that a long one lets short ones pass; returns how many items were taken."""
    running = Job.objects.filter(status=JobStatus.RUNNING).select_related("agent").order_by("pk")
    return sum(_batch(job) or _finish(job) for job in running[:20])


@transaction.atomic
def _batch(job: Job) -> int:
    waiting = Item.objects.select_for_update(skip_locked=True).filter(job=job, status=ItemStatus.WAITING)
    items = list(waiting.order_by("ticket_id")[:BATCH])
    if not items or not Job.objects.filter(pk=job.pk, status=JobStatus.RUNNING).exists():
        return 0
    seen = Ticket.objects.visible_to(job.agent).in_bulk([item.ticket_id for item in items])
    look, make = action(job.what)
    for item in items:
        attempt(job, item, seen.get(item.ticket_id), look, make)
    Item.objects.bulk_update(items, ["status", "reason", "old", "new"])
    counts = {status: sum(item.status == status for item in items) for status in ItemStatus}
    Job.objects.filter(pk=job.pk).update(
        done=F("done") + counts[ItemStatus.DONE],
        skipped=F("skipped") + counts[ItemStatus.SKIPPED],
        failed=F("failed") + counts[ItemStatus.FAILED],
    )
    return len(items)


def attempt(job: Job, item: Item, ticket: Ticket | None, look: Look, make: Make) -> None:
    """Change one ticket; whatever happens to it is its item's result alone."""
    by = job.agent
    if ticket is None:
        item.status, item.reason = ItemStatus.SKIPPED, "unseen"
        return
    if job.undoes_id is None:
        wanted, old = job.value, look(ticket, job.value, by)
    else:  # items of an undo carry their own values, the way round that they go back
        wanted, old = item.new, item.old
        if look(ticket, item.old, by) != item.old:
            item.status, item.reason = ItemStatus.SKIPPED, "changed_since"
            return
    if old == wanted:
        item.status, item.reason = ItemStatus.SKIPPED, "unchanged"
        return
    try:
        with transaction.atomic():
            make(wanted, by)(ticket)
    except ClosedTicket:
        item.status, item.reason = ItemStatus.SKIPPED, "closed"
    except NotAllowed:
        item.status, item.reason = ItemStatus.FAILED, "not_allowed"
    except NotSolvable as stopped:
        item.status, item.reason = ItemStatus.SKIPPED, ",".join(each.code for each in stopped.obstacles)[:200]
    except InvalidFields:
        item.status, item.reason = ItemStatus.FAILED, "value"
    except TicketError as refusal:
        item.status, item.reason = ItemStatus.SKIPPED, reasons.code_of(refusal)
    except ValueError as error:
        item.status, item.reason = ItemStatus.FAILED, f"{type(error).__name__}: {error}"[:200]
    except Exception as error:
        log.exception("bulk job %s failed at ticket %s", job.pk, ticket.pk)
        item.status, item.reason = ItemStatus.FAILED, type(error).__name__
    else:
        item.status, item.old, item.new = ItemStatus.DONE, old, wanted


@transaction.atomic
def _finish(job: Job) -> int:
    """End a job that has nothing left; one whose last items another worker holds is ended by that one."""
    held = Job.objects.select_for_update().get(pk=job.pk)
    if not held.is_running or Item.objects.filter(job=held, status=ItemStatus.WAITING).exists():
        return 0
    held.status, held.finished_at = JobStatus.FINISHED, clock.now()
    held.save(update_fields=["status", "finished_at"])
    record(
        "bulk.finished",
        by=job.agent,
        subject=held.journal_name,
        done=held.done,
        skipped=held.skipped,
        failed=held.failed,
    )
    return 0
