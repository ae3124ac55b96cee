"""Tickets through the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ponte.api.tests.conftest import Program
from ponte.events.models import Event
from ponte.team.models import Agent
from ponte.tickets.models import Message, Ticket

MARTA = {"email": "marta.bellini@posteo.it", "name": "Marta Bellini"}


def opened(program: Program, **more: Any) -> dict[str, Any]:
    body = {"requester": MARTA, "subject": "Battery", "message": {"text": "It stops at 62%"}, **more}
    response = program.post("/tickets", body)
    assert response.status_code == 201, response.content
    found: dict[str, Any] = response.json()
    return found


def test_a_customer_s_words_open_a_ticket(program: Callable[..., Program], giulia: Agent) -> None:
    made = opened(program(giulia), priority="high", tags=["Battery pack"], external_id="shop-1")
    assert made["requester"] == {"id": made["requester"]["id"], "name": "Marta Bellini", "email": MARTA["email"]}
    assert (made["priority"], made["tags"], made["state"]["type"]) == ("high", ["battery-pack"], "new")
    message = Message.objects.get(ticket=made["id"])
    assert (message.text, message.customer_id) == ("It stops at 62%", made["requester"]["id"])
    assert Event.objects.get(kind="ticket.created", ticket_id=made["id"]).actor == giulia.journal_name


def test_the_same_external_id_enters_once(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    opened(caller, external_id="shop-1")
    body = {"requester": MARTA, "subject": "Again", "message": {"text": "Again"}, "external_id": "shop-1"}
    response = caller.post("/tickets", body)
    assert (response.status_code, response.json()["code"]) == (409, "entered-already")
    assert Ticket.objects.count() == 1


def test_a_reply_opens_a_ticket_that_is_mailed(program: Callable[..., Program], giulia: Agent) -> None:
    made = opened(program(giulia), message={"kind": "reply", "text": "Your order is late"})
    message = Message.objects.get(ticket=made["id"])
    assert (message.to, message.delivery) == ([MARTA["email"]], "queued")


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"subject": ""}, "subject"),
        ({"requester": {}}, "requester"),
        ({"requester": {"email": "nobody"}}, "requester.email"),
        ({"message": {"text": ""}}, "text"),
        ({"priority": "vital"}, "priority"),
        ({"team": 999_999}, "team"),
        ({"tags": ["ok", ""]}, "tags.1"),
        ({"colour": "red"}, "colour"),
        ({"subject": "a\x00b"}, "subject"),
    ],
)
def test_what_is_wrong_is_named(
    program: Callable[..., Program], giulia: Agent, change: dict[str, Any], path: str
) -> None:
    body = {"requester": MARTA, "subject": "Battery", "message": {"text": "It stops"}, **change}
    response = program(giulia).post("/tickets", body, Accept_Language="it")
    assert response.status_code == 422, response.content
    assert response["Content-Type"] == "application/problem+json"
    assert [each["path"] for each in response.json()["errors"]] == [path]
    assert Ticket.objects.count() == 0


def test_a_list_goes_on_where_the_page_before_ended(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    made = [opened(caller)["id"] for _ in range(5)]
    seen, cursor = [], ""
    for _ in range(3):
        page = caller.get(f"/tickets?limit=2&sort=newest&cursor={cursor}").json()
        seen += [each["id"] for each in page["items"]]
        cursor = page["next"]
    assert seen == made[::-1]
    assert cursor is None


@pytest.mark.parametrize("cursor", ["nonsense", "bmV3ZXN0OjE6Mg", "%00", "bmV3ZXN0Ojk5OTk5OTk5OTk5OTk5OTk5OTk5OTk"])
def test_a_wrong_cursor_is_told(program: Callable[..., Program], giulia: Agent, cursor: str) -> None:
    response = program(giulia).get(f"/tickets?cursor={cursor}")
    assert response.status_code == 422
    assert response.json()["errors"][0]["in"] == "query"


def test_a_list_costs_the_same_for_one_and_for_many(program: Callable[..., Program], olena: Agent) -> None:
    caller = program(olena)
    opened(caller)
    caller.get("/tickets")
    with CaptureQueriesContext(connection) as first:
        caller.get("/tickets")
    for _ in range(8):
        opened(caller)
    with CaptureQueriesContext(connection) as second:
        assert len(caller.get("/tickets").json()["items"]) == 9
    assert len(first) == len(second) <= 5


def test_only_the_fields_that_are_asked_for(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    opened(caller)
    assert list(caller.get("/tickets?fields=subject,state").json()["items"][0]) == ["id", "subject", "state"]
    assert caller.get("/tickets?fields=colour").status_code == 422


def test_a_filter_that_does_not_exist_is_told(program: Callable[..., Program], giulia: Agent) -> None:
    response = program(giulia).get("/tickets?stat=open")
    assert (response.status_code, response.json()["errors"][0]["path"]) == (422, "stat")


def test_a_stranger_s_ticket_is_not_there(
    program: Callable[..., Program], giulia: Agent, tom: Agent, team: Callable[[str], Any]
) -> None:
    made = opened(program(giulia), team=team("Battery and motor").pk)
    stranger = program(tom)
    for method, path, body in (
        ("GET", "", None),
        ("PATCH", "", {"priority": "low"}),
        ("GET", "/messages", None),
        ("POST", "/messages", {"kind": "note", "text": "x"}),
        ("GET", "/participants", None),
        ("PUT", "/follow", None),
    ):
        assert stranger.ask(method, f"/tickets/{made['id']}{path}", body).status_code == 404, (method, path)
    assert stranger.get("/tickets").json()["items"] == []


def test_a_change_of_several_is_all_or_nothing(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    made = opened(caller, tags=["a"])
    where = f"/tickets/{made['id']}"
    assert caller.patch(where, {"priority": "urgent", "brand": 999_999}).status_code == 422
    assert Ticket.objects.get().get_priority_display() == "Normal"
    response = caller.patch(
        where, {"priority": "urgent", "add_tags": ["b"], "remove_tags": ["a"], "assignee": "me", "state": "solved"}
    )
    changed = response.json()
    assert (changed["priority"], changed["tags"]) == ("urgent", ["b"])
    assert (changed["assignee"]["name"], changed["state"]["type"]) == (giulia.name, "solved")


def test_if_match_keeps_from_changing_unseen(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    where = f"/tickets/{opened(caller)['id']}"
    seen = caller.get(where)["ETag"]
    assert caller.get(where, If_None_Match=seen).status_code == 304
    assert caller.patch(where, {"priority": "high"}, If_Match=seen).status_code == 200
    refused = caller.patch(where, {"priority": "low"}, If_Match=seen)
    assert (refused.status_code, refused.json()["code"]) == (412, "changed-meanwhile")


def test_closed_is_final(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    where = f"/tickets/{opened(caller)['id']}"
    assert caller.patch(where, {"state": "closed"}).status_code == 200
    assert caller.patch(where, {"priority": "low"}).json()["code"] == "closed-ticket"
    assert caller.post(f"{where}/messages", {"text": "Hello"}).json()["code"] == "closed-ticket"


def test_people_on_the_thread(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    where = f"/tickets/{opened(caller)['id']}"
    added = caller.post(f"{where}/participants", {"address": "Luca@posteo.it"}).json()
    assert added["address"] == "luca@posteo.it"
    assert caller.get(f"{where}/participants").json()["items"] == [added]
    caller.post(f"{where}/messages", {"text": "Hello both"})
    assert Message.objects.latest("pk").cc == ["luca@posteo.it"]
    assert caller.delete(f"{where}/participants/{added['id']}").status_code == 204
    assert caller.delete(f"{where}/participants/{added['id']}").status_code == 404
