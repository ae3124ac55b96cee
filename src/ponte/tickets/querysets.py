"""Reads on tickets. `visible_to` is the one row scope: lists, search, API, live updates and exports use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

from ponte.team.models import Agent, Membership, Role
from ponte.tickets.states import LAST_UNSOLVED, StateType

if TYPE_CHECKING:
    from ponte.tickets.models import Ticket  # noqa: F401  (read by the type checker in a base class)


class TicketQuerySet(models.QuerySet["Ticket"]):
    def visible_to(self, agent: Agent) -> TicketQuerySet:
        """What this person may see.

        Administrators, managers, coordinators and observers: everything. Agents: their teams' tickets, those
        of no team, and those they are assigned to or follow. Specialists: the same without those of no team.
        """
        if not agent.is_active:
            return self.none()
        if agent.sees_all:
            return self
        from ponte.tickets.models import Follow

        teams = Membership.objects.filter(agent=agent).values("team_id")
        scope = Q(team__in=teams) | Q(assignee=agent)
        if agent.role == Role.AGENT:
            scope |= Q(team__isnull=True)
        return self.filter(scope | Exists(Follow.objects.filter(ticket=OuterRef("pk"), agent=agent)))

    def unsolved(self) -> TicketQuerySet:
        """New, open, pending or on hold: the partial indexes stand on this."""
        return self.filter(state_type__lte=LAST_UNSOLVED)

    def in_work(self) -> TicketQuerySet:
        """New or open: somebody of ours must act."""
        return self.filter(state_type__lte=StateType.OPEN)

    def for_list(self) -> TicketQuerySet:
        """Everything a list row shows, in one query."""
        return self.select_related("requester", "assignee", "team", "state", "brand")
