"""What every installation begins with: one policy for everything, by the calendar."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction

from ponte.tickets.sla.models import Policy, PolicyVersion, Rulebook, Target
from ponte.tickets.states import Priority

REPLY_TARGETS = {
    Priority.URGENT: timedelta(hours=1),
    Priority.HIGH: timedelta(hours=4),
    Priority.NORMAL: timedelta(hours=8),
    Priority.LOW: timedelta(hours=24),
}


@transaction.atomic
def ensure(**_signal: Any) -> None:
    """Make the usual policy in an installation that never had one; safe to run again (after every migration)."""
    _row, fresh = Rulebook.objects.get_or_create(pk=1)
    if not fresh:
        return
    replies = {str(int(priority)): int(length.total_seconds()) for priority, length in REPLY_TARGETS.items()}
    policy = Policy.objects.create()
    policy.current = PolicyVersion.objects.create(
        policy=policy, name="Standard", targets={Target.FIRST: replies, Target.NEXT: replies}, warn_at=[75]
    )
    policy.save(update_fields=["current"])
