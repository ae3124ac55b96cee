"""What every installation begins with: usual office hours."""

from __future__ import annotations

from typing import Any

from ponte.team.schedules.models import Schedule, ScheduleVersion

OFFICE = [[540, 1080]]  # 9 to 18


def ensure(**_signal: Any) -> None:
    """Make the usual schedule where there is none; safe to run again (after every migration)."""
    if Schedule.objects.filter(is_default=True).exists():
        return
    made = Schedule.objects.bulk_create([Schedule(name="Office hours", is_default=True)], ignore_conflicts=True)
    schedule = Schedule.objects.filter(name=made[0].name).first()
    if schedule is not None and not schedule.versions.exists():
        week = [OFFICE] * 5 + [[], []]
        ScheduleVersion.objects.create(schedule=schedule, time_zone="UTC", week=week)
