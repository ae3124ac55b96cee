"""The items of a ticket, and lists kept for use again."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.models import Ticket


class ChecklistItem(models.Model):
    """One thing to do. `is_required`: the ticket is not solved before it is done."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="checklist")
    text = models.CharField(max_length=300)
    is_required = models.BooleanField(default=False)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["ticket"],
                condition=models.Q(is_required=True, done_at__isnull=True),
                name="checklist_still_required",
            )
        ]

    def __str__(self) -> str:
        return self.text


class ChecklistTemplate(models.Model):
    """A list for use again. `items`: [{"text": ..., "required": bool}, ...] in their order."""

    name = models.CharField(max_length=80, unique=True)
    items = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name
