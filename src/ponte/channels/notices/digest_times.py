"""When each person's next digest is put together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from ponte.channels.notices import quiet
from ponte.channels.notices.models import Every, Personal
from ponte.lib import clock


def following(settings: Personal, time_zone: str, at: datetime) -> datetime:
    """The first moment after `at`: the next full hour, or the next day's (or today's) chosen time."""
    zone = quiet.zone_of(time_zone)
    local = at.astimezone(zone)
    if settings.digest == Every.HOUR:
        hour = at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        return quiet.until(settings, time_zone, hour) or hour
    for day in range(3):
        chosen = datetime.combine(local.date() + timedelta(days=day), settings.digest_time, zone).astimezone(UTC)
        if chosen > at:
            return quiet.until(settings, time_zone, chosen) or chosen
    raise AssertionError("a day has its time")


def plan(agents: Iterable[int], at: datetime | None = None) -> None:
    """See that these people have a next digest; one that is planned stays."""
    now = at or clock.now()
    for row in Personal.objects.filter(agent__in=agents, digest_next_at__isnull=True).select_related("agent"):
        row.digest_next_at = following(row, row.agent.time_zone, now)
        row.save(update_fields=["digest_next_at"])
