"""What is being written: drafts and ready answers."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.models.messages import MessageKind
from ponte.tickets.models.ticket import Ticket


class Draft(models.Model):
    """What an agent has typed and not sent, one reply and one note a ticket."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="drafts", db_index=False)
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=8, choices=MessageKind, default=MessageKind.PUBLIC)
    html = models.TextField(blank=True, default="")
    to = ArrayField(models.CharField(max_length=320), default=list, blank=True)
    cc = ArrayField(models.CharField(max_length=320), default=list, blank=True)
    updated_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["ticket", "agent", "kind"], name="draft_once")
        ]

    def __str__(self) -> str:
        return f"draft of {self.agent_id} on #{self.ticket_id}"
