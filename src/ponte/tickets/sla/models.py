"""Policies with their versions, and the clocks that run on tickets."""

from __future__ import annotations

import secrets
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.team.schedules.models import Schedule
from ponte.tickets.models import NEVER, Ticket
from ponte.tickets.states import Priority


class Target(models.TextChoices):
    """What is promised."""

    FIRST = "first", _("First reply")
    NEXT = "next", _("Next reply")
    RESOLUTION = "resolution", _("Resolution")


class Policy(models.Model):
    """A place in the order of policies; what it says stands in its newest version. The first that matches rules."""

    position = models.IntegerField(default=0)
    is_active = models.BooleanField(default=True)
    current = models.OneToOneField("PolicyVersion", null=True, on_delete=models.PROTECT, related_name="current_of")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name of the newest version."""
        return self.current.name if self.current else ""

    @property
    def journal_name(self) -> str:
        """This policy's word in the journal."""
        return f"policy:{self.pk}"


class PolicyVersion(models.Model):
    """What a policy says; never changed once written, so that a clock can always tell by what it ran.

    `conditions`: of the tickets it is for, in the language of `ponte.tickets.conditions`.
    `targets`: {"first": {"1": 3600, ...}, ...} in seconds by priority; what is missing is not promised.
    `warn_at`: percent of the time after which to warn.
    `schedule`: whose business hours count; None counts every hour.
    """

    policy = models.ForeignKey(Policy, on_delete=models.CASCADE, related_name="versions")
    name = models.CharField(max_length=80)
    conditions = models.JSONField(default=dict, blank=True)
    targets = models.JSONField(default=dict)
    warn_at = ArrayField(models.SmallIntegerField(), default=list, blank=True)
    schedule = models.ForeignKey(Schedule, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["policy", "pk"]

    def __str__(self) -> str:
        return self.name

    def seconds(self, target: str, priority: int) -> int | None:
        """The promised time; None when this is not promised."""
        found = self.targets.get(target, {}).get(str(int(priority)))
        return int(found) if found else None


class Outcome(models.TextChoices):
    RUNNING = "", ""
    MET = "met", _("Met")
    LATE = "late", _("Late")
    CANCELLED = "cancelled", _("Cancelled")


class Clock(models.Model):
    """One promise on one ticket: (ticket, target, started_at) names it.

    `runs`: closed stretches in which it ran, [[from, to], ...] in microseconds since 1970; `running_since`: the
    open one. `due_at`: when the time is up as things stand, `NEVER` while it does not run.
    `next_at`: when the next warning or the breach is to be told; None when there is nothing to tell.
    `warned`: the highest percentage that was told. `breached_at`: the due moment that was missed.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="clocks")
    target = models.CharField(max_length=10, choices=Target)
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="clocks")
    priority = models.SmallIntegerField(choices=Priority)
    seconds = models.IntegerField()
    started_at = models.DateTimeField()
    runs = models.JSONField(default=list)
    running_since = models.DateTimeField(null=True)
    due_at = models.DateTimeField(default=NEVER)
    next_at = models.DateTimeField(null=True)
    warned = models.SmallIntegerField(default=0)
    breached_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.RUNNING, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["ticket", "target", "started_at"], name="clock_once")
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="clock_next"),
            models.Index(fields=["version"], condition=Q(ended_at__isnull=True), name="clock_live_version"),
        ]

    def __str__(self) -> str:
        return f"{self.target} of #{self.ticket_id}"

    @property
    def is_live(self) -> bool:
        """It has not ended; it may be paused."""
        return self.ended_at is None

    @property
    def is_paused(self) -> bool:
        """It waits for the state to let it run on."""
        return self.ended_at is None and self.running_since is None


class Stage(models.TextChoices):
    LOOKING = "looking", _("Looking")
    LOOKED = "looked", _("Looked at")
    WORKING = "working", _("Working")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")


class Renewal(models.Model):
    """Running clocks being put under the policies as they are now: first looked at, then carried out.

    `after`: the ticket that was reached. `examples`: [[ticket, due before, due after], ...] of those that change.
    """

    agent = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+")
    stage = models.CharField(max_length=8, choices=Stage, default=Stage.LOOKING)
    total = models.IntegerField(default=0)
    after = models.BigIntegerField(default=0)
    seen = models.IntegerField(default=0)
    changed = models.IntegerField(default=0)
    examples = models.JSONField(default=list)
    asked_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["id"], condition=Q(stage__in=["looking", "working"]), name="renewal_going")
        ]

    def __str__(self) -> str:
        return f"renewal {self.pk}: {self.stage}"

    @property
    def is_going(self) -> bool:
        """A worker has something to do for it."""
        return self.stage in (Stage.LOOKING, Stage.WORKING)


def _fresh() -> int:
    return secrets.randbits(62)


class Rulebook(models.Model):
    """The installation's one row: a number that changes with the policies, so that processes may remember them.

    Drawn by lot, not counted: a change that is rolled back must not leave its number to another.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    revision = models.BigIntegerField(default=_fresh)

    def __str__(self) -> str:
        return str(self.revision)

    @classmethod
    def turn(cls) -> None:
        """Say that policies have changed."""
        cls.objects.update_or_create(pk=1, defaults={"revision": _fresh()})
