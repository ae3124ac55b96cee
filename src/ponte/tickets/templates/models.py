"""One filled form."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ponte.team.models import Team
from ponte.tickets.checklists.models import ChecklistTemplate
from ponte.tickets.fields.models import Form
from ponte.tickets.states import Priority, TicketType


class TicketTemplate(models.Model):
    """`is_note`: the text stays with the team instead of being mailed. Plain text.

    `values`: of the company's fields, as JSON by key.
    """

    name = models.CharField(max_length=80, unique=True)
    subject = models.CharField(max_length=500, blank=True, default="")
    text = models.TextField(blank=True, default="")
    is_note = models.BooleanField(default=False)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    priority = models.SmallIntegerField(choices=Priority, default=Priority.NORMAL)
    type = models.CharField(max_length=12, choices=TicketType, default=TicketType.QUESTION)
    tags = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    form = models.ForeignKey(Form, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    values = models.JSONField(default=dict, blank=True)
    checklist = models.ForeignKey(ChecklistTemplate, null=True, blank=True, on_delete=models.SET_NULL)

    class Meta:
        ordering: ClassVar[list[Any]] = ["name"]

    def __str__(self) -> str:
        return self.name
