"""One table of next steps, so that whatever is due is found by one index."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.models import Ticket


class Kind(models.TextChoices):
    SNOOZE = "snooze", _("Snooze")
    REMINDER = "reminder", _("Reminder")
    PROMISE = "promise", _("Promise")


class Outcome(models.TextChoices):
    """What became of it. OPEN: nothing yet."""

    OPEN = "", _("Open")
    MOMENT = "moment", _("The moment came")
    REPLY = "reply", _("The customer wrote")
    DONE = "done", _("Done")
    KEPT = "kept", _("Kept")
    BROKEN = "broken", _("Broken")
    CANCELLED = "cancelled", _("Cancelled")


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def unfinished(self) -> FollowUpQuerySet:
        """Those that still ask something of somebody."""
        return self.filter(ended_at__isnull=True)

    def to_come(self) -> FollowUpQuerySet:
        """Those whose moment is still awaited."""
        return self.filter(ended_at__isnull=True, fired_at__isnull=True)

    def rung(self) -> FollowUpQuerySet:
        """Those whose moment came, and nobody has dealt with them yet."""
        return self.filter(ended_at__isnull=True, fired_at__isnull=False)


class FollowUp(models.Model):
    """A next step of a ticket.

    `due_at`: its moment; None for a snooze that only the customer's reply ends.
    `fired_at`: when the moment came (or the customer wrote). `ended_at`: when somebody had dealt with it.
    A promise that was broken keeps that outcome, however late the answer came.
    """

    kind = models.CharField(max_length=8, choices=Kind)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="next_steps")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="next_steps")
    note = models.CharField(max_length=500, blank=True, default="")
    due_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    fired_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["due_at", "id"],
                condition=Q(fired_at__isnull=True, ended_at__isnull=True),
                name="follow_up_due",
            ),
            models.Index(fields=["ticket"], condition=Q(ended_at__isnull=True), name="follow_up_ticket"),
            models.Index(fields=["agent", "due_at"], condition=Q(ended_at__isnull=True), name="follow_up_agent"),
            models.Index(
                fields=["kind", "fired_at"],
                condition=Q(fired_at__isnull=False, ended_at__isnull=True),
                name="follow_up_rung",
            ),
        ]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["ticket"],
                condition=Q(kind="snooze", fired_at__isnull=True, ended_at__isnull=True),
                name="one_snooze_a_ticket",
            ),
            models.UniqueConstraint(
                fields=["ticket"],
                condition=Q(kind="promise", ended_at__isnull=True),
                name="one_promise_a_ticket",
            ),
            models.CheckConstraint(condition=Q(kind="snooze") | Q(due_at__isnull=False), name="follow_up_has_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of #{self.ticket_id}"
