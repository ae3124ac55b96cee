"""Who may make, share and change which view."""

from __future__ import annotations

from collections.abc import Collection

from ponte.events.recording import Actor
from ponte.team import permissions
from ponte.team.errors import NotPermitted
from ponte.team.models import Agent, Membership
from ponte.tickets.saved_views.models import Sharing, View


def led_by(agent: Agent) -> set[int]:
    """The teams that this person may give views to, besides those who manage all views."""
    return set(Membership.objects.filter(agent=agent, is_lead=True).values_list("team_id", flat=True))


def may_share(agent: Agent, sharing: str, teams: Collection[int]) -> bool:
    """Their own: everybody who may write. A team's: its leads. Any: who manages views."""
    if not agent.is_active or not agent.may_write:
        return False
    if sharing == Sharing.MINE or permissions.may(agent, "manage_views"):
        return True
    return sharing == Sharing.TEAMS and bool(teams) and set(teams) <= led_by(agent)


def may_change(agent: Agent, view: View) -> bool:
    """Their own, and what they might have shared themselves."""
    if view.sharing == Sharing.MINE and view.owner_id != agent.pk:
        return False
    if view.sharing != Sharing.TEAMS or permissions.may(agent, "manage_views"):
        return may_share(agent, view.sharing, ())
    return may_share(agent, view.sharing, [team.pk for team in view.teams.all()])


def require_change(by: Actor | str, view: View) -> None:
    """Refuse those who may not.

    Raises:
        NotPermitted: `by` may not change this view.
    """
    if not isinstance(by, str) and not (isinstance(by, Agent) and may_change(by, view)):
        raise NotPermitted("manage_views")
