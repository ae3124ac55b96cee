"""Routes, skills and limits for programs."""

from collections.abc import Callable

import pytest
from tests.matters import open_matter

from ponte.api.tests.conftest import Program
from ponte.demo.cast import BATTERY
from ponte.team.models import Agent, Team
from ponte.tickets.routing.models import Route

pytestmark = pytest.mark.django_db


def test_a_route_is_made_and_changed(program: Callable[..., Program], serena: Agent, olena: Agent) -> None:
    caller, team = program(serena), Team.objects.get(name=BATTERY)
    body = {
        "name": "Ukrainian",
        "conditions": {"field": "language", "operator": "is", "value": ["uk"]},
        "team": team.pk,
        "language": "must",
        "overflow": [{"after_minutes": 30, "team": team.pk}],
    }
    made = caller.post("/routes", body)
    assert made.status_code == 201, made.content
    where = f"/routes/{made.json()['id']}"
    changed = caller.patch(where, {"way": "turns", "silent_minutes": 60}).json()
    assert (changed["way"], changed["language"], changed["silent_minutes"]) == ("turns", "must", 60)
    assert changed["overflow"] == body["overflow"]
    assert caller.patch(where, {"is_active": False}).json()["is_active"] is False
    assert [each["name"] for each in caller.get("/routes").json()["items"]] == ["Ukrainian"]


def test_what_is_wrong_is_told_by_field(program: Callable[..., Program], serena: Agent) -> None:
    caller = program(serena)
    for body, path in (
        ({"name": "x", "team": 999}, "team"),
        ({"name": "x", "overflow": [{"after_minutes": 1, "team": 999}]}, "overflow[0].team"),
        ({"name": "x", "conditions": {"field": "nothing"}}, "conditions"),
    ):
        answer = caller.post("/routes", body)
        assert (answer.status_code, answer.json()["errors"][0]["path"]) == (422, path)
    assert not Route.objects.exists()


def test_what_a_colleague_can_and_may_hold(program: Callable[..., Program], serena: Agent, olena: Agent) -> None:
    caller = program(serena)
    skill = caller.post("/skills", {"name": "Product safety", "has_levels": True}).json()["id"]
    where = f"/agents/{olena.pk}/work"
    caller.patch(where, {"skills": [{"skill": skill, "level": 2}], "limits": [{"work": "mail", "most": 8}]})
    told = program(olena).get(where).json()
    assert told["skills"] == [{"id": skill, "name": "Product safety", "level": 2}]
    assert told["loads"][0] == {"work": "mail", "load": 0, "most": 8}
    assert program(olena).get(f"/agents/{serena.pk}/work").status_code == 403


def test_who_would_get_a_ticket_and_the_next_one(
    program: Callable[..., Program], serena: Agent, olena: Agent
) -> None:
    Route.objects.create(name="All", team=Team.objects.get(name=BATTERY))
    program(serena).post("/routes", {"name": "Every other"})
    ticket = open_matter(language="uk", team=Team.objects.get(name=BATTERY))
    told = program(serena).get(f"/tickets/{ticket.pk}/routing").json()
    assert (told["agent"]["id"], told["why"]) == (olena.pk, "speaks Ukrainian, the least loaded")
    assert program(olena).post("/me/next-ticket").json() == {"ticket": ticket.pk}
    assert program(olena).post("/me/next-ticket").json() == {"ticket": None}
