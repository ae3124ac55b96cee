"""Business time of the schedules, version after version; kept in memory until a version is added."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from ponte.lib.business_time import Schedule as Hours
from ponte.lib.business_time import Timeline
from ponte.team.schedules import rules
from ponte.team.schedules.models import Schedule, ScheduleVersion

Stamp = tuple[int, int | None, datetime | None]


@dataclass(frozen=True)
class _Known:
    stamp: Stamp
    timelines: dict[int, Timeline]


_known: _Known | None = None


def timelines() -> dict[int, Timeline]:
    """Every schedule's business time by its id. One small query while nothing has changed."""
    global _known
    found = ScheduleVersion.objects.aggregate(n=Count("pk"), last=Max("pk"), at=Max("valid_from"))
    stamp = (found["n"], found["last"], found["at"])
    if _known is None or _known.stamp != stamp:
        _known = _Known(stamp, _read())
    return _known.timelines


def timeline(schedule: Schedule) -> Timeline:
    """One schedule's business time."""
    return timelines()[schedule.pk]


def _read() -> dict[int, Timeline]:
    found: dict[int, list[tuple[datetime, Hours]]] = defaultdict(list)
    for version in ScheduleVersion.objects.order_by("valid_from", "pk"):
        found[version.schedule_id].append((version.valid_from, rules.of(version).hours()))
    return {number: Timeline(versions) for number, versions in found.items()}
