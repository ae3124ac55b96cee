"""The webhooks' side: none is suspended by itself, and what is due goes out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ponte.config.checkup.finding import Finding, note, ok, problem
from ponte.config.environment import Environment
from ponte.lib import clock

LATE = timedelta(minutes=10)


def webhooks(ours: Environment) -> Iterator[Finding]:
    """Endpoints answer, and workers deliver."""
    from ponte.channels.webhooks.models import UNFINISHED, Delivery, Endpoint, Suspension

    rows = list(Endpoint.objects.order_by("pk"))
    if not rows:
        return
    by_itself = [row for row in rows if row.suspended in (Suspension.FAILING, Suspension.GONE)]
    for row in by_itself:
        yield note(f"the webhook “{row}” is suspended: {row.suspended}", "Administration, Webhooks: see its log")
    active = [row.pk for row in rows if row.is_active and row.failing_since is None]
    due = Delivery.objects.filter(endpoint__in=active, status__in=UNFINISHED, due_at__lt=clock.now() - LATE)
    if late := due.count():
        yield problem(f"{late} webhook deliveries were due 10 minutes ago", "see that a worker runs")
    elif not by_itself:
        yield ok(f"{len(rows)} webhooks are served")
