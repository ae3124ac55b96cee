"""Changes to many tickets through the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ponte.api.tests.conftest import Program
from ponte.api.tests.test_tickets import opened
from ponte.team.models import Agent
from ponte.tickets.bulk import working


def test_by_conditions_with_results_and_undo(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    wanted = [opened(caller, tags=["recall"])["id"] for _ in range(3)]
    opened(caller)
    conditions = {"field": "tags", "operator": "has_any", "value": ["recall"]}
    made = caller.post("/jobs", {"conditions": conditions, "what": "priority", "value": "4"})
    assert (made.status_code, made.json()["total"], made.json()["status"]) == (201, 3, "running")
    working.drain()
    where = f"/jobs/{made.json()['id']}"
    done = caller.get(where).json()
    assert (done["status"], done["done"], done["may_undo"]) == ("finished", 3, True)
    results = caller.get(f"{where}/results?status=done").json()["items"]
    assert sorted(each["ticket"] for each in results) == sorted(wanted)
    back = caller.post(f"{where}/undo").json()
    assert back["undoes"] == done["id"]
    working.drain()
    assert {caller.get(f"/tickets/{pk}").json()["priority"] for pk in wanted} == {"normal"}
    assert caller.post(f"{where}/undo").status_code == 409


def test_stopped_before_it_began(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    made = caller.post("/jobs", {"tickets": [opened(caller)["id"]], "what": "tag", "value": "x"}).json()
    assert caller.put(f"/jobs/{made['id']}/cancellation").json()["status"] == "cancelled"


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"what": "priority", "value": "4"}, "conditions"),
        ({"tickets": [1], "view": 1, "what": "priority", "value": "4"}, "conditions"),
        ({"view": 999_999, "what": "priority", "value": "4"}, "view"),
        ({"tickets": [999_999], "what": "priority", "value": "4"}, "conditions"),
        ({"conditions": {"field": "nonsense"}, "what": "priority", "value": "4"}, "conditions.field"),
        ({"conditions": {}, "what": "priority", "value": "nonsense"}, "value"),
        ({"conditions": {}, "what": "nonsense", "value": ""}, "value"),
    ],
)
def test_nonsense_is_told_and_begins_nothing(
    program: Callable[..., Program], giulia: Agent, body: dict[str, Any], path: str
) -> None:
    caller = program(giulia)
    opened(caller)
    refused = caller.post("/jobs", body)
    assert (refused.status_code, refused.json()["errors"][0]["path"]) == (422, path)
    assert caller.get("/jobs").json()["items"] == []


def test_another_s_job_is_seen_by_those_who_see_everything(
    program: Callable[..., Program], giulia: Agent, olena: Agent, tom: Agent
) -> None:
    caller = program(olena)
    made = caller.post("/jobs", {"tickets": [opened(caller)["id"]], "what": "tag", "value": "x"}).json()
    assert program(giulia).get(f"/jobs/{made['id']}").status_code == 200
    assert program(tom).get(f"/jobs/{made['id']}").status_code == 404
