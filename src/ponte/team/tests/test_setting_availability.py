"""Availability."""

import pytest
from django.core.exceptions import ValidationError

from ponte.events.models import Event
from ponte.team import setting_availability
from ponte.team.errors import NotPermitted
from ponte.team.models import Agent

pytestmark = pytest.mark.django_db


def test_a_change_is_told_once(olena: Agent) -> None:
    setting_availability.set_availability(olena, "busy", by=olena)
    setting_availability.set_availability(olena, "busy", by=olena)
    event = Event.objects.get(kind="agent.availability_changed")
    assert (event.data["old"], event.data["new"]) == ("online", "busy")


def test_a_manager_sets_it_for_somebody_who_forgot(olena: Agent, serena: Agent, mateo: Agent) -> None:
    setting_availability.set_availability(olena, "off", by=serena)
    with pytest.raises(NotPermitted):
        setting_availability.set_availability(olena, "online", by=mateo)


def test_an_unknown_word(olena: Agent) -> None:
    with pytest.raises(ValidationError):
        setting_availability.set_availability(olena, "asleep", by=olena)
