"""The shared cast is whole and fits the models."""

from collections.abc import Callable

import pytest

from ponte.demo import cast
from ponte.team.models import Agent, Role


@pytest.mark.django_db
def test_everybody_can_be_engaged(colleague: Callable[[str], Agent]) -> None:
    staff = [colleague(person.key) for person in cast.STAFF]
    for agent in staff:
        agent.full_clean(exclude=["password"])
    assert {agent.role for agent in staff} == set(Role)


def test_olena_and_tom_share_no_team(olena: Agent, tom: Agent) -> None:
    assert not set(olena.teams.all()) & set(tom.teams.all())
