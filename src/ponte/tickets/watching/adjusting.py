"""After how long the watch speaks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ponte.events.recording import record
from ponte.team import permissions
from ponte.team.models import Agent
from ponte.tickets.watching.models import WatchPolicy

FIELDS = {
    "owner_minutes": 7 * 24 * 60,
    "silent_hours": 30 * 24,
    "away_hours": 30 * 24,
    "snooze_hours": 30 * 24,
    "pending_days": 365,
}  # each with its most


@transaction.atomic
def adjust(values: Mapping[str, int], *, by: Agent | str, at: datetime | None = None) -> WatchPolicy:
    """Set some of `FIELDS`.

    Raises:
        NotPermitted, ValidationError: nothing was changed.
    """
    permissions.require(by, "manage_watch")
    WatchPolicy.objects.get_or_create(pk=1)
    policy = WatchPolicy.objects.select_for_update().get(pk=1)
    for field, value in values.items():
        if not 1 <= value <= FIELDS[field]:
            raise ValidationError({field: _("Choose a number from 1 to %(most)s.") % {"most": FIELDS[field]}})
        old = getattr(policy, field)
        if old != value:
            setattr(policy, field, value)
            record("watch.changed", by=by, subject="watch", at=at, field=field, old=old, new=value)
    policy.save()
    return policy
