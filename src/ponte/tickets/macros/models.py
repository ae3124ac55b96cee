"""Macros, and whose they are."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from ponte.lib import clock
from ponte.team.models import Agent, Team
from ponte.tickets.macros.querysets import MacroQuerySet
from ponte.tickets.models import MessageKind


class Macro(models.Model):
    """Actions and a text that are applied to a ticket together.

    `key`: the short word that finds it first; "" for none.
    `owner`, `team`: whose it is; neither means everybody's.
    `texts`: HTML by language code with places such as `{{requester.first_name|there}}`.
    `goes_to`: whether the text is a reply or an internal note.
    `actions`: [[what, value], ...] in the order in which they are done; see `actions.py`.
    """

    name = models.CharField(max_length=120)
    key = models.CharField(max_length=30, blank=True, default="")
    owner = models.ForeignKey(Agent, null=True, blank=True, on_delete=models.CASCADE, related_name="macros")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.CASCADE, related_name="macros")
    texts = models.JSONField(default=dict, blank=True)
    goes_to = models.CharField(
        max_length=8,
        choices=[choice for choice in MessageKind.choices if choice[0] != MessageKind.SYSTEM],
        default=MessageKind.PUBLIC,
    )
    actions = models.JSONField(default=list, blank=True)
    is_active = models.BooleanField(default=True)
    used_count = models.IntegerField(default=0)
    last_used_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    objects = MacroQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(owner=None) | Q(team=None), name="macro_has_one_audience")
        ]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["name", "id"], name="macro_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def journal_name(self) -> str:
        """This macro's word in the journal."""
        return f"macro:{self.pk}"

    @property
    def is_reply(self) -> bool:
        """Whether its text goes to the customer."""
        return bool(self.texts) and self.goes_to == MessageKind.PUBLIC
