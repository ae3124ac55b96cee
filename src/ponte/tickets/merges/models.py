"""One ticket that became part of another."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.models import Ticket


class Merge(models.Model):
    """`ticket` is part of `into` since `at`; until `final_at` it can be taken back.

    `kept`: what every carrier moved, by the carrier's name, so that it can be moved back.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="merges")
    into = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="merged_here")
    agent = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=clock.now)
    final_at = models.DateTimeField()
    kept = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["ticket"], condition=Q(undone_at__isnull=True), name="merged_once"),
            models.CheckConstraint(condition=~Q(ticket=F("into")), name="not_merged_into_itself"),
        ]

    def __str__(self) -> str:
        return f"#{self.ticket_id} into #{self.into_id}"

    def is_final(self, at: datetime) -> bool:
        """Whether it can no longer be taken back."""
        return self.undone_at is not None or at >= self.final_at
