"""Adding a colleague."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from ponte.events.recording import record
from ponte.lib import clock
from ponte.team import checking, two_factor
from ponte.team.joining import join
from ponte.team.models import Agent, Team


@transaction.atomic
def create(
    email: str,
    *,
    role: str,
    by: Agent | str | None,
    name: str = "",
    password: str | None = None,
    teams: Iterable[Team] = (),
    locale: str = "en",
    languages: Iterable[str] = (),
    time_zone: str = "UTC",
    at: datetime | None = None,
) -> Agent:
    """Make an account that can sign in at once; without `password` only by single sign-on or a reset.

    `by` None means that the person made their own account (an invitation, the first set-up).

    Raises:
        ValidationError: by field, when something is wrong or the address is taken.
    """
    moment = at or clock.now()
    address = checking.email(email)
    agent = Agent(
        email=address,
        name=checking.name(name, otherwise=checking.name_from(address)),
        role=checking.role(role),
        locale=checking.locale(locale),
        languages=checking.languages(languages) or [locale],
        time_zone=checking.time_zone(time_zone),
        created_at=moment,
    )
    if password is None:
        agent.set_unusable_password()
    else:
        agent.set_password(checking.password(password, agent))
    agent.save()
    actor = by if by is not None else agent
    record("agent.created", by=actor, subject=agent.journal_name, at=moment, name=agent.name, role=agent.role)
    for team in teams:
        join(team, agent, by=actor, at=moment)
    two_factor.refresh(agent)
    return agent
