"""What the watch found, what is usual, and from when on it speaks."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ponte.lib import clock
from ponte.team.models import Agent, Team
from ponte.tickets.models import Ticket


class Reason(models.TextChoices):
    """Why a ticket needs attention, the gravest first."""

    PROMISE = "promise", _("Promise broken")
    WAITING = "waiting", _("Waits longer than usual")
    SILENT = "silent", _("Assignee silent")
    AWAY = "away", _("Assignee away")
    NO_OWNER = "no_owner", _("Nobody has it")
    SNOOZE = "snooze", _("Back from snooze, untouched")
    NO_NEXT_STEP = "no_next_step", _("No next step")


GRAVITY = {reason: place for place, reason in enumerate(Reason.values)}


class FindingQuerySet(models.QuerySet["Finding"]):
    def visible_to(self, agent: Agent) -> FindingQuerySet:
        """Those on tickets that this person may see."""
        if agent.sees_all and agent.is_active:
            return self
        return self.filter(ticket__in=Ticket.objects.visible_to(agent))

    def shown(self, at: datetime | None = None) -> FindingQuerySet:
        """Those that nobody has put aside for now."""
        return self.filter(Q(dismissed_until__isnull=True) | Q(dismissed_until__lte=at or clock.now()))


class Finding(models.Model):
    """One reason why a ticket needs attention. It goes by itself when mended; putting it aside lasts only a time."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="findings")
    reason = models.CharField(max_length=16, choices=Reason)
    since = models.DateTimeField()
    found_at = models.DateTimeField(default=clock.now)
    dismissed_until = models.DateTimeField(null=True, blank=True)
    dismissed_by = models.ForeignKey(Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    dismissal = models.CharField(max_length=300, blank=True, default="")

    objects = FindingQuerySet.as_manager()

    class Meta:
        indexes: ClassVar[list[Any]] = [models.Index(fields=["reason", "since", "id"], name="finding_reason")]
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(fields=["ticket", "reason"], name="finding_once")]

    def __str__(self) -> str:
        return f"{self.reason} on #{self.ticket_id}"


class UsualWait(models.Model):
    """How long nine of ten answers of a team take at most; no team: everybody's. `number`: answers measured."""

    team = models.OneToOneField(Team, null=True, on_delete=models.CASCADE, related_name="+")
    seconds = models.FloatField()
    number = models.IntegerField()
    measured_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.seconds:.0f} s over {self.number}"

    @property
    def length(self) -> timedelta:
        return timedelta(seconds=self.seconds)


class WatchPolicy(models.Model):
    """The installation's one row: after how long the watch speaks."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    owner_minutes = models.PositiveIntegerField(default=30)
    silent_hours = models.PositiveIntegerField(default=4)
    away_hours = models.PositiveIntegerField(default=2)
    snooze_hours = models.PositiveIntegerField(default=4)
    pending_days = models.PositiveIntegerField(default=3)

    class Meta:
        constraints: ClassVar[list[Any]] = [models.CheckConstraint(condition=Q(id=1), name="watch_policy_once")]

    def __str__(self) -> str:
        return "watch policy"

    @classmethod
    def current(cls) -> WatchPolicy:
        """The policy in force; the defaults before it is first saved."""
        return cls.objects.filter(pk=1).first() or cls()
