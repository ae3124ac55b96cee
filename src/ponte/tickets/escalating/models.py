"""Standings of teams, the paths between them, and what went along them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ponte.lib import clock
from ponte.team.models import Agent, Team
from ponte.tickets.models import Message, Ticket


class Standing(models.TextChoices):
    """What a team is in the order of support."""

    TIER_1 = "tier_1", _("Tier 1")
    TIER_2 = "tier_2", _("Tier 2")
    TIER_3 = "tier_3", _("Tier 3")
    PRODUCT = "product", _("Product")
    IT = "it", _("IT")
    SALES = "sales", _("Sales")
    OTHER = "other", _("Another department")


class TeamStanding(models.Model):
    """The standing of one team; a team without a row is an ordinary one of tier 1."""

    team = models.OneToOneField(Team, on_delete=models.CASCADE, related_name="standing")
    standing = models.CharField(max_length=8, choices=Standing)

    def __str__(self) -> str:
        return f"{self.team_id}: {self.standing}"


class Direction(models.TextChoices):
    FUNCTIONAL = "functional", _("To a specialist")
    HIERARCHICAL = "hierarchical", _("To a manager")


class Path(models.Model):
    """Where tickets of a team (None: of any) may be escalated to: a team, or for a hierarchical one a person.

    `reasons`: those that are offered, in the company's words; none: the reason is written freely.
    `questions`: what must be answered beside what was tried and what is needed.
    """

    name = models.CharField(max_length=80)
    direction = models.CharField(max_length=12, choices=Direction, default=Direction.FUNCTIONAL)
    from_team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    to_team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    to_agent = models.ForeignKey(Agent, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    reasons = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    questions = ArrayField(models.CharField(max_length=160), default=list, blank=True)
    position = models.SmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(to_team__isnull=False, to_agent__isnull=True)
                | Q(to_team__isnull=True, to_agent__isnull=False),
                name="path_leads_to_one",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def journal_name(self) -> str:
        return f"escalation_path:{self.pk}"

    @property
    def goal(self) -> str:
        """To whom it leads."""
        return str(self.to_team or self.to_agent)


class State(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    TAKEN = "taken", _("Taken")
    RETURNED = "returned", _("Returned")
    WITHDRAWN = "withdrawn", _("Taken back")


OPEN = (State.WAITING, State.TAKEN)


class EscalationQuerySet(models.QuerySet["Escalation"]):
    def visible_to(self, agent: Agent) -> EscalationQuerySet:
        """Those on tickets that this person may see."""
        if agent.sees_all and agent.is_active:
            return self
        return self.filter(ticket__in=Ticket.objects.visible_to(agent))

    def unfinished(self) -> EscalationQuerySet:
        """Those that still need an answer."""
        return self.filter(state__in=OPEN)


class Escalation(models.Model):
    """One ticket's way to somebody who knows more, and back. `owner`: whose ticket it was, and will be again."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="escalations")
    path = models.ForeignKey(Path, null=True, on_delete=models.SET_NULL, related_name="escalations")
    direction = models.CharField(max_length=12, choices=Direction)
    from_team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+")
    to_team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+")
    to_agent = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+")
    owner = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=200)
    tried = models.TextField()
    needed = models.TextField()
    answers = models.JSONField(default=dict, blank=True, help_text="question: answer")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField(default=clock.now)
    taken_by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+")
    taken_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True, default="")
    note = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = EscalationQuerySet.as_manager()

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["state", "asked_at"], name="escalation_board"),
            models.Index(fields=["-ended_at"], condition=Q(state="returned"), name="escalation_returned"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["ticket"], condition=Q(state__in=["waiting", "taken"]), name="one_escalation_a_ticket"
            )
        ]

    def __str__(self) -> str:
        return f"escalation {self.pk} of #{self.ticket_id}"

    @property
    def goal(self) -> str:
        """Who is asked."""
        return str(self.to_team or self.to_agent or "—")

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def age_from(self) -> datetime:
        """Since when it stands in its state."""
        return self.ended_at or self.taken_at or self.asked_at
