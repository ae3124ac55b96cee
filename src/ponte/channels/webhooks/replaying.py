"""Telling once more what happened: a span of time from the journal, or one delivery again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ponte.channels.webhooks import lining_up, payloads
from ponte.channels.webhooks.choosing import meant
from ponte.channels.webhooks.models import Delivery, Endpoint, Replay, Status
from ponte.channels.webhooks.wanting import wanted
from ponte.events.models import Event
from ponte.events.recording import record
from ponte.lib import clock
from ponte.team import permissions
from ponte.team.models import Agent

BATCH = 200
MARGIN = timedelta(minutes=1)


@transaction.atomic
def replay(
    endpoint: Endpoint, since: datetime, until: datetime, *, by: Agent | str, at: datetime | None = None
) -> Replay:
    """Begin to tell what happened from `since` until `until`; workers do it, in the order of the journal.

    Each event has the `webhook-id` that it had, so that a receiver which keeps count takes only what it missed.

    Raises:
        NotPermitted, ValidationError: nothing was begun.
    """
    permissions.require(by, "manage_webhooks")
    at = at or clock.now()
    if not endpoint.is_active:
        raise ValidationError({"__all__": _("Take the webhook up again first.")})
    if since >= until or since > at:
        raise ValidationError({"since": _("Choose a beginning before the end, and before now.")})
    made = Replay.objects.create(
        endpoint=endpoint, since=since, until=min(until, at), by=by if isinstance(by, str) else by.journal_name
    )
    record(
        "webhook.replayed",
        by=by,
        subject=endpoint.journal_name,
        at=at,
        since=made.since.isoformat(timespec="minutes"),
        until=made.until.isoformat(timespec="minutes"),
    )
    return made


def catch_up(endpoint: Endpoint, since: datetime, *, by: Agent | str, at: datetime | None = None) -> Replay:
    """Tell what happened while it was suspended; a little more, for what was on its way into the queue then."""
    return replay(endpoint, since - MARGIN, at or clock.now(), by=by, at=at)


def cancel(replay: Replay, *, by: Agent | str, at: datetime | None = None) -> None:
    """Take no more events up; what is queued already goes out."""
    permissions.require(by, "manage_webhooks")
    Replay.objects.filter(pk=replay.pk, done_at__isnull=True).update(done_at=at or clock.now(), is_cancelled=True)


@transaction.atomic
def again(delivery: Delivery, *, by: Agent | str, at: datetime | None = None) -> Delivery:
    """The same bytes once more: a delivery that waits is due now, one that ended is begun anew.

    Raises:
        NotPermitted: nothing was changed.
    """
    permissions.require(by, "manage_webhooks")
    at = at or clock.now()
    held = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if held.status == Status.WAITING and held.due_at is not None:
        held.due_at = at
        held.save(update_fields=["due_at"])
    elif not held.is_unfinished:
        held.status, held.earlier, held.ended_at, held.error = Status.WAITING, held.attempts, None, ""
        held.due_at = at
        held.save()
    return held


@transaction.atomic
def work(at: datetime) -> int:
    """Take up the next events of a replay; returns how many were looked at (0: nothing to do)."""
    held = (
        Replay.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("endpoint")
        .filter(done_at__isnull=True)
        .order_by("pk")
        .first()
    )
    if held is None:
        return 0
    rows = Event.objects.filter(
        at__gte=held.since, at__lte=held.until, kind__in=meant(held.endpoint.kinds), pk__gt=held.place
    )
    events = list(rows.order_by("pk")[:BATCH])
    if not events:
        held.done_at = at
    else:
        chosen = payloads.deliveries(held.endpoint, wanted(held.endpoint, events, at), held)
        lining_up.add(chosen, at)
        held.place, held.count = events[-1].pk, held.count + len(chosen)
    held.save(update_fields=["place", "count", "done_at"])
    return len(events) or 1
