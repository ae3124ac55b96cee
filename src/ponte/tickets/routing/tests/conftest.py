"""Velora's routes: a team with three people, and what stands in the way of each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.matters import open_matter

from ponte.demo.cast import BATTERY
from ponte.events import consuming
from ponte.team.models import Agent, Team
from ponte.team.skills import limiting
from ponte.tickets.models import Ticket
from ponte.tickets.routing import arranging, running
from ponte.tickets.routing.arranging import Plan
from ponte.tickets.routing.models import Route

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def after(**length: float) -> datetime:
    """So long after noon."""
    return NOON + timedelta(**length)


def route_all() -> None:
    """Let the router hear of everything and work until nothing is left to do."""
    for _ in range(20):
        if not consuming.drain("routing") + running.round_of_all():
            return
    raise AssertionError("the router never comes to rest")


@pytest.fixture
def battery(olena: Agent, mateo: Agent) -> Team:
    """Olena and Mateo, each with room for two mails."""
    team = Team.objects.get(name=BATTERY)
    for agent in (olena, mateo):
        limiting.set_limits({"mail": 2}, agent=agent, by="system")
    limiting.set_limits({"mail": 0}, role="coordinator", by="system")
    return team


@pytest.fixture
def make_route(battery: Team) -> Callable[..., Route]:
    """A route to Battery and motor, by load, unless said otherwise."""

    def make(name: str = "Batteries", **given: Any) -> Route:
        return arranging.make(Plan(name, **{"team": battery, **given}), by="system")

    return make


@pytest.fixture
def routed(battery: Team) -> Callable[..., Ticket]:
    """Open a ticket and let the router work."""

    def open_and_route(**given: Any) -> Ticket:
        ticket = open_matter(**given)
        route_all()
        ticket.refresh_from_db()
        return ticket

    return open_and_route
