"""An endpoint is suspended, by people or by itself, and taken up again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from ponte.channels.webhooks.models import Endpoint, Suspension
from ponte.events.recording import SYSTEM, record
from ponte.lib import clock
from ponte.team import permissions
from ponte.team.models import Agent

AFTER = timedelta(days=5)  # of nothing but failures


@transaction.atomic
def suspend(
    endpoint: Endpoint, why: str = Suspension.BY_HAND, *, by: Agent | str, at: datetime | None = None
) -> bool:
    """Send nothing more. What waits is kept, and goes out when the endpoint is taken up again.

    Raises:
        NotPermitted: nothing was changed.
    """
    permissions.require(by, "manage_webhooks")
    at = at or clock.now()
    changed = Endpoint.objects.filter(pk=endpoint.pk, suspended=Suspension.NONE).update(
        suspended=why, suspended_at=at
    )
    if changed:
        record("webhook.suspended", by=by, subject=endpoint.journal_name, at=at, reason=str(why))
    return changed == 1


@transaction.atomic
def resume(endpoint: Endpoint, *, by: Agent | str, at: datetime | None = None) -> datetime | None:
    """Take it up again: what waited goes out, and what happens from now on. Returns since when it was suspended.

    What happened in between was never queued: see `replaying`.

    Raises:
        NotPermitted: nothing was changed.
    """
    permissions.require(by, "manage_webhooks")
    at = at or clock.now()
    held = Endpoint.objects.select_for_update().get(pk=endpoint.pk)
    if held.is_active:
        return None
    since = held.suspended_at
    Endpoint.objects.filter(pk=held.pk).update(
        suspended=Suspension.NONE, suspended_at=None, failing_since=None, rests_until=None, active_since=at
    )
    record("webhook.resumed", by=by, subject=held.journal_name, at=at)
    return since


def suspend_failing(endpoint: Endpoint, at: datetime) -> None:
    """Suspend one that has only failed for days."""
    if endpoint.failing_since is not None and at - endpoint.failing_since >= AFTER:
        suspend(endpoint, Suspension.FAILING, by=SYSTEM, at=at)
