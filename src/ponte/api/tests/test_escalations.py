"""Escalations through the API: asked, taken, answered, taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ponte.api.tests.conftest import Program
from ponte.api.tests.test_tickets import opened
from ponte.team.models import Agent, Team

SAID = {"reason": "Beyond our tools", "tried": "Reset", "needed": "The log", "answers": {"Which firmware?": "3.2"}}


@pytest.fixture
def path(program: Callable[..., Program], serena: Agent, product: Agent) -> int:
    to = Team.objects.get(name="Product").pk
    body = {"name": "Firmware", "to_team": to, "questions": ["Which firmware?"]}
    number: int = program(serena).post("/escalation-paths", body).json()["id"]
    return number


def test_there_and_back(program: Callable[..., Program], giulia: Agent, product: Agent, path: int) -> None:
    caller, other = program(giulia), program(product)
    ticket = opened(caller, assignee=giulia.pk)["id"]
    assert [each["id"] for each in caller.get(f"/tickets/{ticket}/escalation-paths").json()["items"]] == [path]
    made = caller.post(f"/tickets/{ticket}/escalations", {"path": path, **SAID})
    assert (made.status_code, made.json()["state"], made.json()["owner"]["id"]) == (201, "waiting", giulia.pk)
    twice = caller.post(f"/tickets/{ticket}/escalations", {"path": path, **SAID})
    assert twice.status_code in (409, 422)
    where = f"/escalations/{made.json()['id']}"
    assert other.put(f"{where}/taking").json()["taken_by"]["id"] == product.pk
    answered = other.put(f"{where}/answer", {"answer": "Replace the pack."}).json()
    assert (answered["state"], answered["answer"]) == ("returned", "Replace the pack.")
    assert caller.get(f"/tickets/{ticket}").json()["assignee"]["id"] == giulia.pk
    assert other.get(where).status_code == 404  # the ticket left their sight
    assert caller.put(f"{where}/taking").json()["code"] == "refused"
    assert [each["state"] for each in caller.get("/escalations?state=returned").json()["items"]] == ["returned"]


def test_what_is_missing_is_named(program: Callable[..., Program], giulia: Agent, path: int) -> None:
    caller = program(giulia)
    where = f"/tickets/{opened(caller)['id']}/escalations"
    lacking = caller.post(where, {"path": path, **SAID, "answers": {}})
    assert [each["path"] for each in lacking.json()["errors"]] == ["answers.Which firmware?"]
    assert caller.post(where, {"path": 999_999, **SAID}).json()["errors"][0]["path"] == "path"


def test_taken_back_by_those_who_asked(program: Callable[..., Program], giulia: Agent, path: int) -> None:
    caller = program(giulia)
    ticket = opened(caller)["id"]
    made = caller.post(f"/tickets/{ticket}/escalations", {"path": path, **SAID}).json()
    assert caller.delete(f"/escalations/{made['id']}").json()["state"] == "withdrawn"


def test_a_path_is_changed_with_its_etag(program: Callable[..., Program], serena: Agent, path: int) -> None:
    caller = program(serena)
    where = f"/escalation-paths/{path}"
    tag = caller.get(where).headers["ETag"]
    assert caller.patch(where, {"is_active": False}, If_Match=tag).json()["is_active"] is False
    assert caller.patch(where, {"is_active": True}, If_Match=tag).status_code == 412
    assert caller.patch(where, {"to_team": None}).json()["errors"][0]["path"] == "to_team"
