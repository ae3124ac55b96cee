"""Making, renaming and closing teams."""

import pytest
from django.core.exceptions import ValidationError

from ponte.events.models import Event
from ponte.team import making_teams
from ponte.team.errors import NotPermitted
from ponte.team.models import Agent, Team

pytestmark = pytest.mark.django_db


def test_a_team_is_made_renamed_closed_and_opened(serena: Agent) -> None:
    team = making_teams.make("  Night   shift ", by=serena)
    making_teams.rename(team, "Evening", by=serena)
    making_teams.set_active(team, False, by=serena)
    making_teams.set_active(team, False, by=serena)
    making_teams.set_active(team, True, by=serena)
    events = Event.objects.filter(subject=team.journal_name).order_by("id")
    assert [(event.kind, event.data.get("new", event.data.get("name"))) for event in events] == [
        ("team.created", "Night shift"),
        ("team.changed", "Evening"),
        ("team.changed", False),
        ("team.changed", True),
    ]


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "night SHIFT"])
def test_names_that_do_not_do(serena: Agent, name: str) -> None:
    Team.objects.create(name="Night shift")
    with pytest.raises(ValidationError) as refusal:
        making_teams.make(name, by=serena)
    assert list(refusal.value.message_dict) == ["name"]


def test_a_team_keeps_its_own_name(serena: Agent) -> None:
    team = making_teams.make("Night shift", by=serena)
    making_teams.rename(team, "night shift", by=serena)
    assert Team.objects.get(pk=team.pk).name == "night shift"


def test_coordinators_may_not(giulia: Agent) -> None:
    with pytest.raises(NotPermitted):
        making_teams.make("Mine", by=giulia)
