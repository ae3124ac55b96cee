"""Fields, forms, and the values of tickets by the API."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import quote

from ponte.api.tests.conftest import Program
from ponte.api.tests.test_tickets import opened
from ponte.team.models import Agent
from ponte.tickets.fields.tests.cast import every_kind, repair


def test_a_field_is_made_and_changed(program: Callable[..., Program], admin: Agent) -> None:
    caller = program(admin)
    made = caller.post(
        "/fields", {"key": "fault", "kind": "tree", "names": {"en": "Fault"}, "choices": "Battery {b}\n  Range {r}\n"}
    )
    assert made.status_code == 201, made.content
    field = made.json()
    assert (field["name"], field["choices"][0]["choices"][0]["key"]) == ("Fault", "r")
    changed = caller.patch(f"/fields/{field['id']}", {"choices": "Battery {b}\n", "is_archived": True}).json()
    assert (changed["is_archived"], changed["choices"][0]["choices"][0]["archived"]) == (True, True)
    wrong = caller.post("/fields", {"key": "x", "kind": "one", "names": {"en": "X"}, "choices": "A {a}\nB {a}"})
    assert (wrong.status_code, wrong.json()["errors"][0]["path"]) == (422, "choices")
    assert [each["key"] for each in caller.get("/fields").json()["items"]] == ["fault"]


def test_a_form_is_made_and_changed(program: Callable[..., Program], admin: Agent) -> None:
    every_kind()
    caller = program(admin)
    rules = [
        {"field": "product", "create": True},
        {"field": "serial", "when": [{"field": "product", "is": ["ebike"]}]},
    ]
    made = caller.post("/forms", {"names": {"en": "Repair"}, "rules": rules, "is_default": True})
    assert made.status_code == 201, made.content
    form = made.json()
    assert form["rules"][1]["when"] == [{"field": "product", "is": ["ebike"]}]
    wrong = caller.patch(f"/forms/{form['id']}", {"rules": [rules[1]]})
    assert (wrong.status_code, wrong.json()["errors"][0]["path"]) == (422, "rules")
    assert caller.delete(f"/forms/{form['id']}").status_code == 204


def test_values_are_given_read_and_refused_with_their_path(program: Callable[..., Program], giulia: Agent) -> None:
    repair(every_kind())
    caller = program(giulia)
    given = {"requester": {"email": "a@posteo.it"}, "subject": "x", "message": {"text": "x"}}
    refused = caller.post("/tickets", {**given, "fields": {"product": "ebike"}})
    assert (refused.status_code, refused.json()["errors"][0]["path"]) == (422, "fields.serial")
    ticket = opened(caller, fields={"product": "ebike", "serial": "ab-1234", "parts": ["motor"], "refund": 12.5})
    values = {"product": "ebike", "serial": "AB-1234", "parts": ["motor"], "refund": 12.5}
    assert (ticket["fields"], ticket["form"]["name"]) == (values, "Repair")
    stopped = caller.patch(f"/tickets/{ticket['id']}", {"state": "solved", "anyway": True})
    assert (stopped.status_code, stopped.json()["errors"][0]["path"]) == (409, "fields.fault")
    done = caller.patch(
        f"/tickets/{ticket['id']}", {"state": "solved", "fields": {"fault": "battery/range", "parts": None}}
    )
    assert done.status_code == 200, done.content
    assert done.json()["fields"] == {
        **{key: values[key] for key in ("product", "serial", "refund")},
        "fault": "battery/range",
    }
    wrong = caller.patch(f"/tickets/{ticket['id']}", {"fields": {"colour": "red", "refund": "much"}})
    assert [each["path"] for each in wrong.json()["errors"]] == ["fields.colour", "fields.refund"]
    asked = quote(json.dumps({"field": "fields.refund", "operator": "at_least", "value": 12.5}))
    found = caller.get(f"/tickets?filter={asked}&fields=fields")
    assert [each["id"] for each in found.json()["items"]] == [ticket["id"]]
