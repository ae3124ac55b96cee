"""A stretch of work on a ticket."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.models import Ticket


class TimeEntry(models.Model):
    """`seconds` of work between `started_at` and `last_at`. `corrected_at`: somebody said otherwise since."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="times")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="times")
    started_at = models.DateTimeField(default=clock.now)
    last_at = models.DateTimeField(default=clock.now)
    seconds = models.IntegerField(default=0)
    corrected_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["ticket", "agent", "-last_at"], name="time_on_ticket"),
            models.Index(fields=["agent", "-last_at"], name="time_of_agent"),
        ]

    def __str__(self) -> str:
        return f"{self.seconds} s of {self.agent_id} on #{self.ticket_id}"
