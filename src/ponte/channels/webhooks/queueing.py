"""From the journal to deliveries: a durable consumer. Read again from zero it adds nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from ponte.channels.webhooks import lining_up, payloads
from ponte.channels.webhooks.models import Endpoint, Suspension
from ponte.channels.webhooks.wanting import wanted
from ponte.events.consuming import consumer
from ponte.events.models import Event
from ponte.lib import clock

KEPT = timedelta(days=30)  # how long what was delivered is remembered, and so known again


@consumer("webhooks")
def queue(events: Sequence[Event]) -> None:
    """Make a delivery of each event for each endpoint that hears it."""
    endpoints = list(Endpoint.objects.filter(suspended=Suspension.NONE))
    if not endpoints:
        return
    at = clock.now()
    fresh = [event for event in events if event.at > at - KEPT]
    rows = []
    for endpoint in endpoints:
        since = [event for event in fresh if event.at >= endpoint.active_since]
        rows += payloads.deliveries(endpoint, wanted(endpoint, since, at)) if since else []
    if rows:
        lining_up.add(rows, at)
