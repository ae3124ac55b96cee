from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.models import Ticket
from ponte.tickets.monitoring import standing
from ponte.tickets.states import Priority, StateType

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]


@pytest.fixture
def world(matter: Matter, team: Any, olena: Agent) -> None:
    battery = team("Battery and motor")
    matter(minutes=30, team=battery, assignee=olena)
    matter(minutes=600, team=battery, language="uk", priority=Priority.URGENT)
    matter(minutes=90, state=StateType.PENDING, team=battery)
    matter(minutes=90, state=StateType.SOLVED)
    matter(minutes=5)


def test_counts_agree_with_the_tickets_themselves(world: None, giulia: Agent) -> None:
    found = standing(giulia)
    now = found.at
    tickets = list(Ticket.objects.unsolved().filter(is_spam=False))
    on_us = [each for each in tickets if each.state_type <= StateType.OPEN]
    assert found.total.unsolved == len(tickets) == 4
    assert found.total.on_us == len(on_us) == 3
    assert found.total.unassigned == 2
    assert found.total.late == sum(each.due_at < now for each in on_us) == 1
    assert found.total.longest == min(each.waiting_since for each in on_us if each.waiting_since)
    assert found.total.oldest == min(each.created_at for each in tickets)


@pytest.mark.parametrize("dimension", ["channel", "team_id", "language", "priority", "state_type", "assignee_id"])
def test_every_dimension_sums_up_to_the_total(world: None, giulia: Agent, dimension: str) -> None:
    found = standing(giulia)
    values = set(Ticket.objects.unsolved().values_list(dimension, flat=True))
    assert set(found.by[dimension]) == values
    assert sum(each.unsolved for each in found.by[dimension].values()) == found.total.unsolved


def test_the_empty_group_is_not_taken_for_the_total(matter: Matter, giulia: Agent) -> None:
    matter(team=None)
    found = standing(giulia)
    assert found.of("team_id", None).unsolved == found.total.unsolved == 1
    assert found.of("team_id", 41).unsolved == 0


def test_what_one_may_not_see_is_not_counted(
    world: None, matter: Matter, team: Any, tom: Agent, giulia: Agent
) -> None:
    assert tom.memberships.count() == 0 or not tom.memberships.filter(team__name="Battery and motor").exists()
    assert standing(tom).total.unsolved < standing(giulia).total.unsolved


def test_one_team_alone(world: None, giulia: Agent, team: Any) -> None:
    assert standing(giulia, team("Battery and motor").pk).total.unsolved == 3


def test_spam_is_not_work(matter: Matter, giulia: Agent) -> None:
    Ticket.objects.filter(pk=matter().pk).update(is_spam=True)
    assert standing(giulia).total.unsolved == 0


def test_within_the_hour_is_not_yet_late(matter: Matter, giulia: Agent) -> None:
    Ticket.objects.filter(pk=matter().pk).update(due_at=clock.now() + timedelta(minutes=59))
    Ticket.objects.filter(pk=matter().pk).update(due_at=clock.now() + timedelta(minutes=61))
    assert (standing(giulia).total.late, standing(giulia).total.hour) == (0, 1)
