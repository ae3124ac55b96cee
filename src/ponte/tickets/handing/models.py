"""A draft that anybody on the ticket may take over."""

from __future__ import annotations

from django.db import models

from ponte.lib import clock
from ponte.tickets.models import Draft


class OpenDraft(models.Model):
    """The draft is open to the team since `opened_at`; its agent wrote last."""

    draft = models.OneToOneField(Draft, on_delete=models.CASCADE, related_name="opened")
    opened_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"open {self.draft}"
