"""A reply that waits for its time."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ponte.lib import clock
from ponte.tickets.models import Draft, State

KIND = "later"  # of the draft that holds its words and files


class LaterStatus(models.TextChoices):
    WAITING = "waiting", _("Waiting for its time")
    HELD = "held", _("Held back")


class LaterReply(models.Model):
    """`draft` (of kind `KIND`) holds words, recipients and files; this, when it goes and what becomes of the ticket.

    `seen`: the last message when it was written; a customer's message after that holds it back.
    `reason`: why it is held (customer_wrote, closed, or the refusal's name). Sent or called off, the row is gone.
    """

    draft = models.OneToOneField(Draft, on_delete=models.CASCADE, related_name="later")
    state = models.ForeignKey(State, null=True, on_delete=models.SET_NULL, related_name="+")
    language = models.CharField(max_length=8, blank=True, default="")
    send_at = models.DateTimeField()
    seen = models.BigIntegerField(default=0)
    status = models.CharField(max_length=8, choices=LaterStatus, default=LaterStatus.WAITING)
    reason = models.CharField(max_length=60, blank=True, default="")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["send_at"], condition=models.Q(status="waiting"), name="later_due")
        ]

    def __str__(self) -> str:
        return f"reply at {self.send_at}"
