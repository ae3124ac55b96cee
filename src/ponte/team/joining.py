"""Who belongs to a team."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from ponte.events.recording import record
from ponte.team import permissions
from ponte.team.models import Agent, Membership, Team


@transaction.atomic
def join(
    team: Team, agent: Agent, *, by: Agent | str, lead: bool = False, at: datetime | None = None
) -> Membership:
    """Put `agent` into `team`; does nothing for a member, save that `lead` makes them lead it."""
    membership, made = Membership.objects.get_or_create(team=team, agent=agent, defaults={"is_lead": lead})
    if made:
        record("team.joined", by=by, subject=team.journal_name, at=at, agent=agent.pk)
    elif lead and not membership.is_lead:
        membership.is_lead = True
        membership.save(update_fields=["is_lead"])
    return membership


@transaction.atomic
def leave(team: Team, agent: Agent, *, by: Agent | str, at: datetime | None = None) -> None:
    """Take `agent` out of `team`; does nothing for somebody who is not in it."""
    removed, _rows = Membership.objects.filter(team=team, agent=agent).delete()
    if removed:
        record("team.left", by=by, subject=team.journal_name, at=at, agent=agent.pk)


@transaction.atomic
def belong_to(agent: Agent, teams: Iterable[Team], *, by: Agent | str, at: datetime | None = None) -> None:
    """Make `teams` the very teams of `agent`.

    Raises:
        NotPermitted: `by` may not manage people.
    """
    permissions.require(by, "manage_people")
    wanted = {team.pk: team for team in teams}
    having = {team.pk: team for team in agent.teams.all()}
    for pk in sorted(wanted.keys() - having.keys()):
        join(wanted[pk], agent, by=by, at=at)
    for pk in sorted(having.keys() - wanted.keys()):
        leave(having[pk], agent, by=by, at=at)


@transaction.atomic
def consist_of(
    team: Team, members: Iterable[Agent], leads: Iterable[Agent], *, by: Agent | str, at: datetime | None = None
) -> None:
    """Make `members` the very members of `team`, and `leads` those who lead it.

    Raises:
        NotPermitted: `by` may not manage teams.
    """
    permissions.require(by, "manage_teams")
    leading = {agent.pk for agent in leads}
    wanted = {agent.pk: agent for agent in members}
    having = {agent.pk: agent for agent in team.agents.all()}
    for pk in sorted(wanted.keys() - having.keys()):
        join(team, wanted[pk], by=by, at=at)
    for pk in sorted(having.keys() - wanted.keys()):
        leave(team, having[pk], by=by, at=at)
    Membership.objects.filter(team=team).exclude(agent__in=leading).update(is_lead=False)
    Membership.objects.filter(team=team, agent__in=leading).update(is_lead=True)
