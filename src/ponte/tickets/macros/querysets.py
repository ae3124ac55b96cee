"""Reads on macros: whose they are, and which fits what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When

from ponte.team import permissions
from ponte.team.models import Agent, Membership

if TYPE_CHECKING:
    from ponte.tickets.macros.models import Macro  # noqa: F401  (read by the type checker in a base class)

SHARED = "manage_macros"


class MacroQuerySet(models.QuerySet["Macro"]):
    def active(self) -> MacroQuerySet:
        """Those that were not removed."""
        return self.filter(is_active=True)

    def visible_to(self, agent: Agent) -> MacroQuerySet:
        """Everybody's, those of the agent's teams, and their own."""
        return self.filter(_shared() | Q(team__in=teams_of(agent)) | Q(owner=agent))

    def editable_by(self, agent: Agent) -> MacroQuerySet:
        """Their own; those of the teams that they lead; with the permission, all but other people's own."""
        if not (agent.is_active and agent.may_write):
            return self.none()
        if permissions.may(agent, SHARED):
            return self.filter(Q(owner=None) | Q(owner=agent))
        return self.filter(Q(team__in=teams_led_by(agent)) | Q(owner=agent))

    def on_page_of(self, agent: Agent) -> MacroQuerySet:
        """What this person's page of macros lists: those they may use and those they may change."""
        if permissions.may(agent, SHARED):
            return self.filter(Q(owner=None) | Q(owner=agent))
        return self.visible_to(agent)

    def fitting(self, typed: str) -> MacroQuerySet:
        """Those with every typed word in key or name, best first: the key itself, then beginnings, then use."""
        typed = " ".join(typed.split())
        found = self
        for word in typed.split():
            found = found.filter(Q(name__icontains=word) | Q(key__icontains=word))
        ranks = [
            When(key__iexact=typed, then=Value(0)),
            When(key__istartswith=typed, then=Value(1)),
            When(name__istartswith=typed, then=Value(2)),
        ]
        rank = Case(*ranks, default=Value(3), output_field=IntegerField()) if typed else Value(0)
        return found.annotate(rank=rank).order_by("rank", "-used_count", "name", "pk")


def teams_of(agent: Agent) -> models.QuerySet[Membership, int]:
    """The ids of their teams."""
    return Membership.objects.filter(agent=agent).values_list("team_id", flat=True)


def teams_led_by(agent: Agent) -> models.QuerySet[Membership, int]:
    """The ids of the teams that they lead."""
    return Membership.objects.filter(agent=agent, is_lead=True).values_list("team_id", flat=True)


def _shared() -> Q:
    return Q(owner=None, team=None)
