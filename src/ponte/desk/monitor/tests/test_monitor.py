from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from django.test import Client

from ponte.desk.monitor import seeing
from ponte.team.models import Agent, Availability
from ponte.tickets.models import Ticket
from ponte.tickets.states import Priority, StateType

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    seeing.forget()
    yield
    seeing.forget()


@pytest.fixture
def signed_in(client: Client, giulia: Agent) -> Client:
    client.force_login(giulia)
    return client


@pytest.fixture
def world(matter: Matter, team: Any, olena: Agent) -> None:
    battery = team("Battery and motor")
    matter(minutes=600, team=battery, assignee=olena, subject="Sehr alt")
    matter(minutes=500, team=battery, priority=Priority.LOW)
    matter(minutes=30, language="uk")
    matter(minutes=90, state=StateType.PENDING, team=battery)


FIGURE = re.compile(
    r'<a[^>]*href="(/inbox/all\?[^"]*)"[^>]*>\s*(?:<h2>.*?</h2>\s*<p class="big">)?([\d.,]+)<', re.DOTALL
)


def linked(page: str) -> list[tuple[str, int]]:
    """Every figure that leads to tickets: the address and the number that stands on it."""
    return [(unescape(address), int(number)) for address, number in FIGURE.findall(page)]


def test_each_figure_leads_to_exactly_its_tickets(world: None, signed_in: Client) -> None:
    page = signed_in.get("/monitor/").content.decode()
    figures = linked(page)
    assert len(figures) >= 10
    for address, number in figures:
        rows = signed_in.get(address).content.decode().count('data-ticket="')
        assert rows == number, address


def test_what_falls_due_next_comes_first(world: None, signed_in: Client) -> None:
    page = signed_in.get("/monitor/").content.decode()
    assert page.index("Sehr alt") < page.index("Who is here")


def test_htmx_gets_the_figures_alone(world: None, signed_in: Client) -> None:
    part = signed_in.get("/monitor/", headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div class="monitor-figures"')


def test_one_team_and_its_wall(world: None, signed_in: Client, team: Any) -> None:
    number = team("Battery and motor").pk
    assert "<h1>Battery and motor</h1>" in signed_in.get(f"/monitor/wall?team={number}").content.decode()
    page = signed_in.get(f"/monitor/?team={number}").content.decode()
    assert f"/inbox/all?team={number}&amp;channel=email" in page
    assert signed_in.get("/monitor/?team=nonsense").status_code == 200


def test_an_empty_desk(signed_in: Client) -> None:
    page = signed_in.get("/monitor/").content.decode()
    assert "Nothing is unsolved" in page and "No deadline is running." in page


def test_who_is_off_and_has_nothing_is_not_here(signed_in: Client, tom: Agent) -> None:
    assert tom.name in signed_in.get("/monitor/").content.decode()
    Agent.objects.filter(pk=tom.pk).update(availability=Availability.OFF)
    assert tom.name not in signed_in.get("/monitor/").content.decode()


def test_agents_see_their_own_scope(client: Client, matter: Matter, team: Any, tom: Agent) -> None:
    matter(subject="Geheim", team=team("Battery and motor"))
    client.force_login(tom)
    assert "Geheim" not in client.get("/monitor/").content.decode()


def test_costs_the_same_however_much_there_is(
    signed_in: Client, matter: Matter, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        matter(subject=f"No. {number}", address=f"c{number}@example.org")
    signed_in.get("/monitor/")
    seeing.forget()
    with django_assert_max_num_queries(17):
        signed_in.get("/monitor/")
