"""Long work that is done: whoever began it is told, unless it was over before they could look away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from ponte.channels.notices.news import News
from ponte.channels.notices.sorts import Sort
from ponte.events.models import Event
from ponte.tickets.bulk.models import Job

KINDS = ("bulk.finished",)
LONG = timedelta(seconds=15)


def news_of(events: Sequence[Event]) -> Iterator[News]:
    """News of the jobs that these events end."""
    ended = {int(event.subject.partition(":")[2]): event for event in events if event.kind in KINDS}
    for job in Job.objects.filter(pk__in=ended) if ended else []:
        if job.finished_at and job.finished_at - job.created_at >= LONG:
            event = ended[job.pk]
            data = {"kind": event.kind, "job": job.pk, **event.data}
            yield News(job.agent_id, Sort.JOB, f"event:{event.pk}", event.at, actor=event.actor, data=data)
