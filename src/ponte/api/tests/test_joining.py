"""Links, merges and splits through the API."""

from __future__ import annotations

from collections.abc import Callable

from ponte.api.tests.conftest import Program
from ponte.api.tests.test_tickets import opened
from ponte.team.models import Agent


def test_linked_seen_from_both_sides_and_taken_away(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    one, other = opened(caller)["id"], opened(caller)["id"]
    made = caller.post(f"/tickets/{one}/links", {"role": "problem", "ticket": other}).json()
    assert (made["role"], made["ticket"]) == ("problem", other)
    (seen,) = caller.get(f"/tickets/{other}/links").json()["items"]
    assert (seen["role"], seen["ticket"], seen["id"]) == ("incident", one, made["id"])
    circle = caller.post(f"/tickets/{other}/links", {"role": "problem", "ticket": one})
    assert (circle.status_code, circle.json()["code"], circle.json()["reason"]) == (409, "refused", "circle")
    assert caller.delete(f"/tickets/{one}/links/{made['id']}").status_code == 204
    assert caller.get(f"/tickets/{one}/links").json()["items"] == []


def test_nothing_is_linked_with_what_one_may_not_see(
    program: Callable[..., Program], giulia: Agent, tom: Agent, team: Callable[[str], object]
) -> None:
    hidden = opened(program(giulia), team=team("Battery and motor").pk)["id"]
    caller = program(tom)
    mine = opened(caller, team=team("App and display").pk)["id"]
    refused = caller.post(f"/tickets/{mine}/links", {"role": "related", "ticket": hidden})
    assert (refused.status_code, refused.json()["errors"][0]["path"]) == (422, "ticket")
    assert caller.put(f"/tickets/{mine}/merge", {"into": hidden}).json()["errors"][0]["path"] == "into"


def test_merged_and_taken_back(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    one, other = opened(caller)["id"], opened(caller)["id"]
    made = caller.put(f"/tickets/{one}/merge", {"into": other})
    assert (made.status_code, made.json()["into"]) == (200, other)
    assert caller.get(f"/tickets/{one}").json()["state"]["type"] == "closed"
    assert caller.put(f"/tickets/{one}/merge", {"into": other}).json()["reason"] == "merged"
    back = caller.delete(f"/tickets/{one}/merge").json()
    assert (back["id"], back["state"]["type"]) == (one, "new")
    assert caller.delete(f"/tickets/{one}/merge").status_code == 404


def test_split_takes_the_messages_along(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    ticket = opened(caller)["id"]
    note = caller.post(f"/tickets/{ticket}/messages", {"kind": "note", "text": "Another matter"}).json()
    made = caller.post(f"/tickets/{ticket}/splits", {"messages": [note["id"]], "subject": "Another matter"})
    assert (made.status_code, made.json()["subject"]) == (201, "Another matter")
    assert caller.get(f"/messages/{note['id']}").json()["ticket"] == made.json()["id"]
    foreign = caller.post(f"/tickets/{ticket}/splits", {"messages": [note["id"]]})
    assert foreign.json()["errors"][0]["path"] == "messages"
