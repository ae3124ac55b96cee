"""Who belongs to a team."""

import pytest

from ponte.events.models import Event
from ponte.team import joining
from ponte.team.models import Agent, Membership, Team

pytestmark = pytest.mark.django_db


@pytest.fixture
def night() -> Team:
    return Team.objects.create(name="Night shift")


def test_joining_and_leaving_are_told_once(night: Team, olena: Agent, admin: Agent) -> None:
    for _twice in range(2):
        joining.join(night, olena, by=admin)
    for _twice in range(2):
        joining.leave(night, olena, by=admin)
    kinds = Event.objects.filter(subject=night.journal_name).order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["team.joined", "team.left"]


def test_a_team_consists_of_exactly_those(
    night: Team, olena: Agent, mateo: Agent, tom: Agent, serena: Agent
) -> None:
    joining.join(night, tom, by=serena, lead=True)
    joining.consist_of(night, [olena, mateo], [mateo], by=serena)
    found = Membership.objects.filter(team=night).values_list("agent__name", "is_lead").order_by("agent__name")
    assert list(found) == [("Mateo Ruiz", True), ("Olena Kovalenko", False)]


def test_the_very_teams_of_a_person(night: Team, olena: Agent, admin: Agent) -> None:
    joining.belong_to(olena, [night], by=admin)
    assert list(olena.teams.all()) == [night]
