"""A view: which tickets, how they are ordered and what of them is shown."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ponte.lib import clock
from ponte.team import permissions
from ponte.team.models import Agent, Membership, Team
from ponte.tickets.conditions import parsing
from ponte.tickets.conditions.tree import Node


class Sharing(models.TextChoices):
    MINE = "mine", _("Only me")
    TEAMS = "teams", _("Some teams")
    EVERYONE = "everyone", _("Everybody")


class ViewQuerySet(models.QuerySet["View"]):
    def usable_by(self, agent: Agent) -> ViewQuerySet:
        """Those that stand in this person's list: their own, their teams', everybody's. Not those put away."""
        return self.filter(_offered_to(agent), is_active=True)

    def with_habits(self, agent: Agent) -> ViewQuerySet:
        """In this person's own order, each with their `standing` and `mode` (None: as usual)."""
        mine = FilteredRelation("habits", condition=Q(habits__agent=agent))
        known = self.annotate(mine=mine, standing=F("mine__standing"), mode=F("mine__mode"))
        return known.order_by(F("mine__position").asc(nulls_last=True), "position", "pk")

    def seen_by(self, agent: Agent) -> ViewQuerySet:
        """Those that this person may open: what is theirs or shared with them; who manages views, all shared ones."""
        scope = _offered_to(agent)
        if permissions.may(agent, "manage_views"):
            scope |= ~Q(sharing=Sharing.MINE)
        return self.filter(scope)


class View(models.Model):
    """`names`: by language code, where `name` is not enough. `group`: the field by which the list is put in groups.

    `conditions`: of the condition language, as stored by `conditions.tree.stored`.
    """

    name = models.CharField(max_length=80)
    names = models.JSONField(default=dict, blank=True)
    owner = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="views")
    sharing = models.CharField(max_length=10, choices=Sharing, default=Sharing.MINE)
    teams = models.ManyToManyField(Team, blank=True, related_name="views")
    conditions = models.JSONField(default=dict, blank=True)
    columns = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    sort = models.CharField(max_length=80, default="due")
    group = models.CharField(max_length=60, blank=True, default="")
    position = models.IntegerField(default=0)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now)
    updated_at = models.DateTimeField(default=clock.now)

    objects = ViewQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The name in the reader's language, else the one it was given."""
        return str(self.names.get(get_language() or "en") or self.name)

    @property
    def journal_name(self) -> str:
        """This view's word in the journal."""
        return f"view:{self.pk}"

    @property
    def tree(self) -> Node:
        """The conditions, understood.

        Raises:
            InvalidConditions: it speaks of a field that is there no more.
        """
        return parsing.parse(self.conditions)


def _offered_to(agent: Agent) -> Q:
    teams = Membership.objects.filter(agent=agent).values("team_id")
    through = View.teams.through.objects.filter(team_id__in=teams).values("view_id")
    shared = Q(sharing=Sharing.EVERYONE) | Q(sharing=Sharing.TEAMS, pk__in=through)
    return shared | Q(owner=agent, sharing=Sharing.MINE)


class Mode(models.TextChoices):
    LIST = "list", _("List")
    TABLE = "table", _("Table")


class Standing(models.TextChoices):
    USUAL = "", _("As shared")
    PINNED = "pinned", _("Pinned")
    HIDDEN = "hidden", _("Hidden")


class Habit(models.Model):
    """How one person uses one view: as a list or a table, and how it stands among theirs.

    `position`: their own order of views; None is the order that all have.
    """

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    view = models.ForeignKey(View, on_delete=models.CASCADE, related_name="habits")
    mode = models.CharField(max_length=5, choices=Mode, default=Mode.LIST)
    standing = models.CharField(max_length=6, choices=Standing, default=Standing.USUAL, blank=True)
    position = models.IntegerField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["agent", "view"], name="habit_once")
        ]

    def __str__(self) -> str:
        return f"{self.agent_id} and view {self.view_id}"
