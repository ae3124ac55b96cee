"""A link between two tickets."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.models import Ticket


class LinkKind(models.TextChoices):
    """What `ticket` is to `other`: related to it, its duplicate, its part, its incident, or split from it."""

    RELATED = "related"
    DUPLICATE = "duplicate"
    PART = "part"
    INCIDENT = "incident"
    SPLIT = "split"


UPWARD = (LinkKind.DUPLICATE, LinkKind.PART, LinkKind.INCIDENT)  # a ticket has at most one of each above it


class Link(models.Model):
    """`ticket` is `kind` of `other`. A related pair is kept once, the smaller number first."""

    kind = models.CharField(max_length=10, choices=LinkKind)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="links")
    other = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="linked_from")
    agent = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["ticket", "other", "kind"], name="link_once"),
            models.UniqueConstraint(
                fields=["ticket", "kind"], condition=Q(kind__in=[str(kind) for kind in UPWARD]), name="link_one_above"
            ),
            models.CheckConstraint(condition=~Q(ticket=F("other")), name="link_not_to_itself"),
        ]

    def __str__(self) -> str:
        return f"#{self.ticket_id} {self.kind} #{self.other_id}"
