"""Velora's people as fixtures for every room: `giulia`, `olena`, `admin`, … and `team("Battery and motor")`.

Passwords are set only where a test signs in through the door (`PASSWORD`, fixture `with_password`):
hashing is slow on purpose. Elsewhere use `client.force_login(olena)`.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ponte.demo import cast
from ponte.team.models import Agent, Membership, Team

PASSWORD = "a bridge over still water"


def engage(key: str) -> Agent:
    """The colleague with this key, in their teams; made at the first call."""
    person = cast.BY_KEY[key]
    agent, made = Agent.objects.get_or_create(
        email=person.email,
        defaults={
            "name": person.name,
            "role": person.role,
            "languages": list(person.languages),
            "locale": "en",  # tests read English unless they ask otherwise
            "time_zone": person.time_zone,
            "password": "!never",
        },
    )
    if made:
        for name in person.teams:
            team, _ = Team.objects.get_or_create(name=name)
            Membership.objects.create(agent=agent, team=team, is_lead=name in person.leads)
    return agent


@pytest.fixture
def colleague(db: None) -> Callable[[str], Agent]:
    """Engage any of the cast by key."""
    return engage


@pytest.fixture
def team(db: None) -> Callable[[str], Team]:
    """A team by its name."""
    return lambda name: Team.objects.get_or_create(name=name)[0]


@pytest.fixture
def with_password() -> Callable[[Agent], Agent]:
    """Give an agent `PASSWORD`."""

    def give(agent: Agent) -> Agent:
        agent.set_password(PASSWORD)
        agent.save(update_fields=["password"])
        return agent

    return give


@pytest.fixture
def giulia(db: None) -> Agent:
    """Coordinator; leads every support team."""
    return engage("giulia")


@pytest.fixture
def serena(db: None) -> Agent:
    """Operations manager."""
    return engage("serena")


@pytest.fixture
def olena(db: None) -> Agent:
    """Agent in Battery and motor, Bikes and parts."""
    return engage("olena")


@pytest.fixture
def mateo(db: None) -> Agent:
    """Agent in Orders and delivery, Battery and motor."""
    return engage("mateo")


@pytest.fixture
def beatriz(db: None) -> Agent:
    """Agent in Orders and delivery, Bikes and parts."""
    return engage("beatriz")


@pytest.fixture
def tom(db: None) -> Agent:
    """Agent in App and display alone: shares no team with Olena."""
    return engage("tom")


@pytest.fixture
def product(db: None) -> Agent:
    """Specialist in Product."""
    return engage("product")


@pytest.fixture
def it_specialist(db: None) -> Agent:
    """Specialist in IT."""
    return engage("it")


@pytest.fixture
def sales(db: None) -> Agent:
    """Specialist in Sales."""
    return engage("sales")


@pytest.fixture
def admin(db: None) -> Agent:
    """Administrator."""
    return engage("admin")


@pytest.fixture
def observer(db: None) -> Agent:
    """May look at everything and change nothing."""
    return engage("observer")
