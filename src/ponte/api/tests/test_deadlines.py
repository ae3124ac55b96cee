"""Policies, schedules and clocks through the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ponte.api.tests.conftest import Program
from ponte.api.tests.test_tickets import opened
from ponte.team.models import Agent

RULES = {"time_zone": "Europe/Rome", "week": [[[540, 1080]]] * 5 + [[], []], "country": "IT"}


def test_a_policy_is_made_changed_and_rules_new_tickets(program: Callable[..., Program], serena: Agent) -> None:
    caller = program(serena)
    schedule = caller.post("/schedules", {"name": "Milan", "rules": RULES}).json()
    promise = {"name": "Urgent", "targets": {"first": {"urgent": 1800}}, "schedule": schedule["id"]}
    made = caller.post("/policies", promise)
    assert (made.status_code, made.json()["position"], made.json()["schedule"]["name"]) == (201, 0, "Milan")
    where = f"/policies/{made.json()['id']}"
    read = caller.get(where)
    assert caller.get(where, If_None_Match=read.headers["ETag"]).status_code == 304
    assert caller.patch(where, {"warn_at": [50]}, If_Match='"old"').status_code == 412
    changed = caller.patch(where, {"warn_at": [50]}, If_Match=read.headers["ETag"]).json()
    assert (changed["warn_at"], changed["targets"]) == ([50], {"first": {"urgent": 1800}})
    assert caller.get("/policies").json()["items"][0]["id"] == made.json()["id"]
    ticket = opened(caller, priority="urgent")["id"]
    clocks = caller.get(f"/tickets/{ticket}/clocks").json()["items"]
    assert [(each["target"], each["seconds"], each["state"]) for each in clocks] == [("first", 1800, "running")]
    assert "Urgent" in clocks[0]["words"]
    assert caller.patch(where, {"is_active": False, "position": 99}).json()["is_active"] is False


def test_what_is_wrong_with_a_policy_is_told_by_field(program: Callable[..., Program], serena: Agent) -> None:
    caller = program(serena)
    promise: dict[str, Any] = {"name": "X", "targets": {"first": {"urgent": 60}}, "conditions": {"field": "nonsense"}}
    assert caller.post("/policies", promise).json()["errors"][0]["path"] == "conditions"
    promise = {"name": "X", "targets": {"first": {"urgent": 60}}, "schedule": 999_999}
    assert caller.post("/policies", promise).json()["errors"][0]["path"] == "schedule"
    assert caller.post("/policies", {"name": "X", "targets": {}}).json()["errors"][0]["path"] == "targets"


def test_a_schedule_keeps_its_rules_when_only_its_name_changes(
    program: Callable[..., Program], serena: Agent
) -> None:
    caller = program(serena)
    closed = {"first": "2026-12-24", "last": "2026-12-24", "start": 720}
    made = caller.post("/schedules", {"name": "Milan", "rules": {**RULES, "closures": [closed]}}).json()
    assert made["rules"]["closures"][0]["start"] == 720
    where = f"/schedules/{made['id']}"
    changed = caller.patch(where, {"name": "Turin"}).json()
    assert (changed["name"], changed["rules"]) == ("Turin", made["rules"])
    wrong = {**RULES, "time_zone": "Mars/Base", "week": [[[600, 540]]] * 7}
    errors = caller.patch(where, {"rules": wrong}).json()["errors"]
    assert {each["path"] for each in errors} == {"time_zone", "week"}
