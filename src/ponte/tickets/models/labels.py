"""How a company names its tickets: brands, states, tags."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from ponte.lib import clock
from ponte.tickets.states import StateType


class Brand(models.Model):
    """A name under which the company answers, with its own words to customers.

    `acknowledgement`, `signature`: text by language code, e.g. {"it": "..."}; may hold {ticket}, {name}, {brand}.
    """

    name = models.CharField(max_length=80, unique=True)
    default_locale = models.CharField(max_length=8, default="en")
    locales = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    acknowledges = models.BooleanField(default=False)
    acknowledgement = models.JSONField(default=dict, blank=True)
    signature = models.JSONField(default=dict, blank=True)
    is_default = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["is_default"], condition=Q(is_default=True), name="one_default_brand")
        ]

    def __str__(self) -> str:
        return self.name


class State(models.Model):
    """A company's own state. `names`: by language code; empty means the type's usual word."""

    type = models.SmallIntegerField(choices=StateType)
    names = models.JSONField(default=dict, blank=True)
    pauses_deadlines = models.BooleanField(default=False)
    position = models.SmallIntegerField(default=0)
    is_default = models.BooleanField(default=False, help_text="the one that the type means when none is named")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["type", "position", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["type"], condition=Q(is_default=True), name="one_default_state_a_type")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """In the reader's language, else English, else the type's word."""
        language = get_language() or "en"
        return str(self.names.get(language) or self.names.get("en") or StateType(self.type).label)


class Tag(models.Model):
    """A known tag; tickets hold the names themselves."""

    name = models.CharField(max_length=60, unique=True)
    created_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.name
