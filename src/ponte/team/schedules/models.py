"""Schedules and their versions. Hours live in versions, which never change once written."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from ponte.lib import clock


class Schedule(models.Model):
    """Hours of work under a name. What they are, and were, stands in the versions."""

    name = models.CharField(max_length=80, unique=True)
    is_default = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["-is_default", "name"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["is_default"], condition=Q(is_default=True), name="one_default_schedule")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def journal_name(self) -> str:
        """This schedule's word in the journal."""
        return f"schedule:{self.pk}"

    def latest(self) -> ScheduleVersion:
        """The newest version."""
        return self.versions.latest("pk")


class ScheduleVersion(models.Model):
    """The hours from `valid_from` until the next version.

    `week`: seven lists of [from, to] in minutes since local midnight, Monday first.
    `country`, `region`: whose public holidays are closed ("" for none).
    `holidays`: own ones of every year, [{"day": "12-07", "name": ...}].
    `closures`: [{"first": "2026-12-24", "last": ..., "start": 0, "end": 1440, "name": ...}], hours of each day.
    `extra`: [{"day": "2026-12-12", "start": 540, "end": 780, "name": ...}].
    """

    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="versions")
    valid_from = models.DateTimeField(default=clock.now)
    time_zone = models.CharField(max_length=64)
    country = models.CharField(max_length=2, blank=True, default="")
    region = models.CharField(max_length=40, blank=True, default="")
    week = models.JSONField()
    holidays = models.JSONField(default=list, blank=True)
    closures = models.JSONField(default=list, blank=True)
    extra = models.JSONField(default=list, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["schedule", "valid_from", "pk"]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["schedule", "valid_from"], name="schedule_versions")]

    def __str__(self) -> str:
        return f"{self.schedule_id} from {self.valid_from}"
