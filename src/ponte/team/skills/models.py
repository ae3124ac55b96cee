"""Skills and who has them; how much each may hold at once; whose hours they keep."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from ponte.lib import clock
from ponte.team.models import Agent, Role
from ponte.team.schedules.models import Schedule
from ponte.team.skills.work import Work

HIGHEST = 3


class Skill(models.Model):
    """Something that a ticket may need. `has_levels`: from 1 to `HIGHEST`; else one has it or not (level 1)."""

    name = models.CharField(max_length=60, unique=True)
    has_levels = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def journal_name(self) -> str:
        """This skill's word in the journal."""
        return f"skill:{self.pk}"


class AgentSkill(models.Model):
    """An agent's skill, with its level."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="holders")
    level = models.SmallIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["agent", "skill"], name="agent_skill_once"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=HIGHEST), name="skill_level_within"),
        ]

    def __str__(self) -> str:
        return f"{self.agent_id}: {self.skill_id} at {self.level}"


class Limit(models.Model):
    """How many tickets of a kind of work one may hold: of an agent, else of a role, else of everybody."""

    agent = models.ForeignKey(Agent, null=True, on_delete=models.CASCADE, related_name="limits")
    role = models.CharField(max_length=24, choices=Role, blank=True, default="")
    work = models.CharField(max_length=8, choices=Work)
    most = models.SmallIntegerField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["agent", "role", "work"], name="limit_once", nulls_distinct=False),
            models.CheckConstraint(condition=Q(agent__isnull=True) | Q(role=""), name="limit_of_one_thing"),
            models.CheckConstraint(condition=Q(most__gte=0), name="limit_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.work}: {self.most}"


class Shift(models.Model):
    """The hours that an agent keeps; nobody without a row is ever off shift by the clock."""

    agent = models.OneToOneField(Agent, primary_key=True, on_delete=models.CASCADE, related_name="shift")
    schedule = models.ForeignKey(Schedule, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.agent_id} by {self.schedule_id}"
