"""Views, macros, checklists, templates, brands and states are written through the API."""

from __future__ import annotations

from collections.abc import Callable

from ponte.api.tests.conftest import Program
from ponte.api.tests.test_tickets import opened
from ponte.team.models import Agent

URGENT = {"field": "priority", "operator": "is", "value": ["urgent"]}


def test_a_view_is_made_counted_changed_and_deleted(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    opened(caller, priority="urgent")
    made = caller.post("/views", {"name": "Urgent", "conditions": URGENT})
    assert (made.status_code, made.json()["sharing"]) == (201, "mine")
    where = f"/views/{made.json()['id']}"
    assert caller.get(f"{where}/count").json() == {"count": 1, "is_more": False}
    tag = caller.get(where).headers["ETag"]
    assert caller.patch(where, {"sharing": "everyone"}, If_Match=tag).json()["sharing"] == "everyone"
    assert caller.patch(where, {"sharing": "mine"}, If_Match=tag).status_code == 412
    assert caller.delete(where).status_code == 204
    assert caller.get(where).status_code == 404


def test_a_view_of_one_s_own_is_nobody_else_s(program: Callable[..., Program], giulia: Agent, olena: Agent) -> None:
    made = program(giulia).post("/views", {"name": "Urgent", "conditions": URGENT}).json()
    caller = program(olena)
    assert caller.get(f"/views/{made['id']}").status_code == 404
    shared = caller.post("/views", {"name": "Ours", "sharing": "everyone"})
    assert (shared.status_code, shared.json()["errors"][0]["path"]) == (422, "sharing")
    assert (
        caller.post("/views", {"name": "X", "conditions": {"field": "x"}}).json()["errors"][0]["path"] == "conditions"
    )


def test_a_macro_is_made_previewed_changed_and_taken_away(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    ticket = opened(caller)["id"]
    body = {
        "name": "Reset",
        "key": "reset",
        "audience": "everyone",
        "texts": {"en": "<p>Hello {{requester.first_name|there}}</p>"},
        "actions": [{"what": "priority", "value": "4"}, {"what": "tag", "value": "battery"}],
    }
    made = caller.post("/macros", body).json()
    assert (made["languages"], made["owner"], made["actions"][0]) == (["en"], None, body["actions"][0])
    seen = caller.post(f"/tickets/{ticket}/macro-preview", {"macro": made["id"]}).json()
    assert [each["what"] for each in seen["changes"]] == ["priority", "tag"]
    assert "Marta" in seen["html"]
    assert caller.get(f"/tickets/{ticket}").json()["priority"] == "normal"  # nothing was done
    where = f"/macros/{made['id']}"
    assert caller.patch(where, {"name": "Reset it"}).json()["texts"] == made["texts"]
    assert caller.patch(where, {"audience": "team"}).json()["errors"][0]["path"] == "team"
    wrong = caller.patch(where, {"texts": {"en": "{{nobody.knows}}"}}).json()["errors"]
    assert wrong[0]["path"] == "text_en"
    assert caller.delete(where).status_code == 204
    assert caller.get("/macros").json()["items"] == []


def test_checklists_are_kept_and_put_on_tickets(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    items = [{"text": "Invoice seen", "required": True}, {"text": "Serial number", "required": False}]
    kept = caller.post("/checklists", {"name": "Warranty", "items": items}).json()
    assert caller.post("/checklists", {"name": "Warranty", "items": []}).json()["errors"][0]["path"] == "name"
    ticket = f"/tickets/{opened(caller)['id']}/checklist"
    there = caller.post(ticket, {"checklist": kept["id"]}).json()["items"]
    assert [(each["text"], each["is_required"]) for each in there] == [
        ("Invoice seen", True),
        ("Serial number", False),
    ]
    done = caller.patch(f"{ticket}/{there[0]['id']}", {"is_done": True}).json()
    assert done["done_by"]["id"] == giulia.pk
    assert caller.delete(f"{ticket}/{there[1]['id']}").status_code == 204
    assert [each["text"] for each in caller.get(ticket).json()["items"]] == ["Invoice seen"]
    assert caller.post(ticket, {}).json()["errors"][0]["path"] == "text"
    assert (
        caller.put(f"/checklists/{kept['id']}", {"name": "Warranty 2", "items": items}).json()["name"] == "Warranty 2"
    )
    assert caller.delete(f"/checklists/{kept['id']}").status_code == 204


def test_templates_name_teams_and_lists(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    kept = caller.post("/checklists", {"name": "Warranty", "items": []}).json()
    made = caller.post("/templates", {"name": "Recall", "priority": "high", "checklist": kept["id"]}).json()
    assert (made["priority"], made["checklist"]["name"]) == ("high", "Warranty")
    where = f"/templates/{made['id']}"
    changed = caller.patch(where, {"tags": ["Recall"]}).json()
    assert (changed["tags"], changed["priority"]) == (["recall"], "high")
    assert caller.patch(where, {"team": 999_999}).json()["errors"][0]["path"] == "team"
    assert caller.delete(where).status_code == 204


def test_brands_and_states_are_written_by_those_who_may(
    program: Callable[..., Program], serena: Agent, giulia: Agent
) -> None:
    caller = program(serena)
    brand = caller.post("/brands", {"name": "Velora Pro", "locales": ["en", "it"]}).json()
    where = f"/brands/{brand['id']}"
    assert caller.patch(where, {"signature": {"it": "{name}"}}).json()["signature"] == {"it": "{name}"}
    assert caller.patch(where, {"default_locale": "uk"}).json()["errors"][0]["path"] == "default_locale"
    state = caller.post("/states", {"type": "on_hold", "names": {"en": "At the workshop"}}).json()
    assert (state["name"], state["is_default"]) == ("At the workshop", False)
    assert caller.patch(f"/states/{state['id']}", {"is_default": True}).json()["is_default"] is True
    assert caller.patch(f"/states/{state['id']}", {"is_active": False}).json()["errors"][0]["path"] == "is_active"
    for path, body in ((where, {"name": "x"}), (f"/states/{state['id']}", {"is_default": True})):
        assert program(giulia).patch(path, body).status_code == 403


def test_time_is_added_and_corrected_by_whoever_worked(
    program: Callable[..., Program], giulia: Agent, olena: Agent
) -> None:
    caller = program(olena)
    where = f"/tickets/{opened(caller)['id']}/time"
    made = caller.post(where, {"seconds": 900}).json()
    assert caller.patch(f"{where}/{made['id']}", {"seconds": 600}).json()["seconds"] == 600
    assert program(giulia).patch(f"{where}/{made['id']}", {"seconds": 300}).json()["seconds"] == 300
    assert caller.get(where).json()["seconds"] == 300


def test_availability_of_others_is_for_those_who_manage_teams(
    program: Callable[..., Program], serena: Agent, giulia: Agent, olena: Agent
) -> None:
    where = f"/agents/{olena.pk}/availability"
    assert program(giulia).put(where, {"availability": "away"}).status_code == 403
    assert program(serena).put(where, {"availability": "away"}).status_code == 204
    assert program(olena).get("/me").json()["agent"]["availability"] == "away"
