"""One's quiet hours and digest."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ponte.channels.notices import digest_times
from ponte.channels.notices.models import Every, Notice, Personal
from ponte.events.recording import Entry, record_many
from ponte.lib import clock
from ponte.team.models import Agent

FIELDS = (
    "quiet",
    "quiet_from",
    "quiet_until",
    "quiet_weekend",
    "breaches_break",
    "digest",
    "digest_time",
    "agenda",
)


def of(agent: Agent) -> Personal:
    """This person's settings; the usual ones before they are first saved."""
    return Personal.objects.filter(agent=agent).first() or Personal(agent=agent)


@transaction.atomic
def settle(wanted: dict[str, Any], *, by: Agent, at: datetime | None = None) -> list[str]:
    """Change one's own settings; returns the names of what changed.

    Raises:
        ValidationError: by field; nothing was changed.
        TypeError: a setting that does not exist.
    """
    if unknown := wanted.keys() - set(FIELDS):
        raise TypeError(f"settling.settle does not change {sorted(unknown)}")
    if wanted.get("digest", Every.DAY) not in Every.values:
        raise ValidationError({"digest": _("Choose how often.")})
    now = at or clock.now()
    held = Personal.objects.select_for_update().filter(agent=by).first() or Personal(agent=by)
    entries = []
    for name, value in wanted.items():
        old = getattr(held, name)
        if old != value:
            setattr(held, name, value)
            data = {"field": name, "old": _plain(old), "new": _plain(value)}
            entries.append(Entry("notices.setting_changed", by, by.journal_name, at=at, data=data))
    if held.quiet and held.quiet_from == held.quiet_until:
        raise ValidationError({"quiet_until": _("Quiet hours need an end that differs from their beginning.")})
    waits = Notice.objects.filter(agent=by, in_digest=True, read_at__isnull=True).exists()
    held.digest_next_at = digest_times.following(held, by.time_zone, now) if held.agenda or waits else None
    held.save()
    record_many(entries)
    return [entry.data["field"] for entry in entries]


def _plain(value: Any) -> str | bool:
    return f"{value:%H:%M}" if isinstance(value, time) else value if isinstance(value, bool) else str(value)
