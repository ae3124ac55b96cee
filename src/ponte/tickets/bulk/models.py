"""A change on many tickets, and what becomes of each."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.models import Ticket


class JobStatus(models.TextChoices):
    RUNNING = "running", _("At work")
    FINISHED = "finished", _("Finished")
    CANCELLED = "cancelled", _("Cancelled")


class ItemStatus(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Changed")
    SKIPPED = "skipped", _("Left as it was")
    FAILED = "failed", _("Failed")


class Job(models.Model):
    """`what` is set to `value` on each ticket chosen; with `undoes`, what that job changed is put back.

    `done`, `skipped`, `failed`: kept beside the items, so that progress costs no counting.
    """

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="bulk_jobs")
    what = models.CharField(max_length=20)
    value = models.TextField(blank=True, default="")
    undoes = models.OneToOneField("self", null=True, on_delete=models.CASCADE, related_name="undone_by")
    status = models.CharField(max_length=10, choices=JobStatus, default=JobStatus.RUNNING)
    total = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    skipped = models.IntegerField(default=0)
    failed = models.IntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["agent", "-id"], name="bulk_job_of_agent"),
            models.Index(fields=["id"], condition=Q(status="running"), name="bulk_job_running"),
        ]

    def __str__(self) -> str:
        return f"bulk job {self.pk}: {self.what}={self.value}"

    @property
    def journal_name(self) -> str:
        """This job's word in the journal."""
        return f"bulk_job:{self.pk}"

    @property
    def passed(self) -> int:
        """How many are dealt with."""
        return self.done + self.skipped + self.failed

    @property
    def is_running(self) -> bool:
        return self.status == JobStatus.RUNNING


class Item(models.Model):
    """One ticket of a job. `reason`: why it was left or failed (a word of `bulk.reasons`, or the failure itself)."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="items")
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+")
    status = models.CharField(max_length=8, choices=ItemStatus, default=ItemStatus.WAITING)
    reason = models.CharField(max_length=200, blank=True, default="")
    old = models.TextField(blank=True, default="")
    new = models.TextField(blank=True, default="")

    class Meta:
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(fields=["job", "ticket"], name="bulk_item_once")]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["job", "ticket"], condition=Q(status="waiting"), name="bulk_item_waiting"),
            models.Index(fields=["job", "status", "id"], name="bulk_item_result"),
        ]

    def __str__(self) -> str:
        return f"#{self.ticket_id} of job {self.job_id}: {self.status}"
