"""Oneself, colleagues, teams and labels through the API."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

from ponte.api.tests.conftest import Program
from ponte.api.tests.test_tickets import opened
from ponte.team.models import Agent
from ponte.tickets.models import Ticket


def test_who_i_am(program: Callable[..., Program], olena: Agent) -> None:
    told = program(olena, "tickets:read").get("/me").json()
    assert (told["agent"]["email"], told["token"]["scopes"]) == (olena.email, ["tickets:read"])
    assert "Battery and motor" in [team["name"] for team in told["agent"]["teams"]]


def test_colleagues_addresses_are_for_those_who_may_see_them(
    program: Callable[..., Program], giulia: Agent, olena: Agent
) -> None:
    for reader, shown in ((giulia, True), (olena, False)):
        found = program(reader).get("/agents").json()["items"]
        other = next(each for each in found if each["id"] == (olena if reader is giulia else giulia).pk)
        assert (other["email"] is not None) == shown


def test_lists_cost_the_same_for_one_and_for_many(
    program: Callable[..., Program], giulia: Agent, colleague: Callable[[str], Agent]
) -> None:
    caller = program(giulia)
    counts = []
    for keys in ((), ("olena", "mateo", "tom")):
        for key in keys:
            colleague(key)
        for path in ("/agents", "/teams"):
            caller.get(path)
            with CaptureQueriesContext(connection) as queries:
                caller.get(path)
            counts.append(len(queries))
    assert counts[:2] == counts[2:]


def test_my_availability(program: Callable[..., Program], olena: Agent) -> None:
    caller = program(olena)
    assert caller.put("/me/availability", {"availability": "busy"}).status_code == 204
    assert caller.get("/me").json()["agent"]["availability"] == "busy"
    assert caller.put("/me/availability", {"availability": "asleep"}).status_code == 422


def test_teams(program: Callable[..., Program], serena: Agent, olena: Agent) -> None:
    caller = program(serena)
    made = caller.post("/teams", {"name": "Night shift"}).json()
    assert caller.post("/teams", {"name": "night SHIFT"}).json()["errors"][0]["path"] == "name"
    changed = caller.patch(f"/teams/{made['id']}", {"name": "Nights", "is_active": False}).json()
    assert (changed["name"], changed["is_active"]) == ("Nights", False)
    assert program(olena).patch(f"/teams/{made['id']}", {"name": "x"}).status_code == 403


def test_tags(program: Callable[..., Program], giulia: Agent, olena: Agent) -> None:
    caller = program(giulia)
    ticket = opened(caller, tags=["battery"])
    tag = caller.get("/tags?q=bat").json()["items"][0]
    assert caller.patch(f"/tags/{tag['id']}", {"name": "Battery pack"}).json()["name"] == "battery-pack"
    assert caller.get(f"/tickets/{ticket['id']}").json()["tags"] == ["battery-pack"]
    found = caller.get("/tags").json()["items"][0]["id"]
    assert program(olena).delete(f"/tags/{found}").status_code == 403
    assert caller.delete(f"/tags/{found}").status_code == 204
    assert Ticket.objects.get().tags == []


def test_states_in_the_caller_s_language(program: Callable[..., Program], giulia: Agent) -> None:
    names = [each["name"] for each in program(giulia).get("/states", Accept_Language="it").json()["items"]]
    assert "Nuovo" in names
