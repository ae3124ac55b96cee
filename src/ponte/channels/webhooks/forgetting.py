"""What was delivered is forgotten after a while: bodies hold customers' words."""

from __future__ import annotations

from django.db.models import Q

from ponte.channels.webhooks.models import Delivery, Replay
from ponte.channels.webhooks.queueing import KEPT
from ponte.lib import clock

BATCH = 5000


def forget() -> int:
    """Drop what ended long ago; returns how many deliveries."""
    before = clock.now() - KEPT
    old = Delivery.objects.filter(ended_at__lt=before).order_by("ended_at").values("pk")[:BATCH]
    total = 0
    while (
        dropped := Delivery.objects.filter(pk__in=list(old.values_list("pk", flat=True)))
        .delete()[1]
        .get("webhooks.Delivery", 0)
    ):
        total += dropped
    Replay.objects.filter(Q(done_at__lt=before), deliveries__isnull=True).delete()
    return total
