"""Several tickets at once, and the filters of lists."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import quote

from ponte.api.tests.conftest import Program
from ponte.api.tests.test_tickets import MARTA, opened
from ponte.team.models import Agent
from ponte.tickets.models import Ticket


def test_one_that_is_refused_does_not_stop_the_others(program: Callable[..., Program], giulia: Agent) -> None:
    good = {"requester": MARTA, "subject": "Battery", "message": {"text": "It stops"}}
    response = program(giulia).post("/bulk/tickets", {"items": [good, {**good, "team": 999_999}, good]})
    told = response.json()
    assert (response.status_code, told["done"], told["refused"]) == (200, 2, 1)
    assert [each["status"] for each in told["items"]] == [201, 422, 201]
    assert told["items"][1]["problem"]["errors"][0]["path"] == "team"
    assert Ticket.objects.count() == 2


def test_changes_of_several(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    first, second = opened(caller)["id"], opened(caller)["id"]
    caller.patch(f"/tickets/{second}", {"state": "closed"})
    asked = [{"id": pk, "change": {"priority": "high"}} for pk in (first, second, 999_999)]
    told = caller.patch("/bulk/tickets", {"items": asked}).json()
    assert [(each["status"], (each["problem"] or {}).get("code")) for each in told["items"]] == [
        (200, None),
        (409, "closed-ticket"),
        (404, "not-found"),
    ]
    assert told["items"][0]["ticket"]["priority"] == "high"


def test_a_hundred_and_no_more(program: Callable[..., Program], giulia: Agent) -> None:
    asked = [{"id": 1, "change": {"priority": "high"}}] * 101
    assert program(giulia).patch("/bulk/tickets", {"items": asked}).json()["errors"][0]["path"] == "items"


def test_the_language_of_views_filters(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    wanted, _other = opened(caller, priority="urgent")["id"], opened(caller)["id"]
    condition = {"all": [{"field": "priority", "operator": "is", "value": ["urgent"]}]}
    found = caller.get(f"/tickets?filter={quote(json.dumps(condition))}").json()["items"]
    assert [each["id"] for each in found] == [wanted]
    condition["all"][0]["field"] = "colour"
    refused = caller.get(f"/tickets?filter={quote(json.dumps(condition))}")
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["path"].startswith("filter.all")
    assert caller.get("/tickets?filter={").status_code == 422
