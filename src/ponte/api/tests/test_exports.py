"""Exports miss nothing, also while others write."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from tests.matters import open_matter

from ponte.api.tests.conftest import Program
from ponte.api.tests.test_tickets import opened
from ponte.team.models import Agent
from ponte.tickets import changing
from ponte.tickets.models import Ticket
from ponte.tickets.states import Priority

pytestmark = pytest.mark.django_db(transaction=True)


def rest(caller: Program, what: str, cursor: str = "", limit: int = 2) -> tuple[list[dict[str, Any]], str]:
    """Everything from `cursor` on, and where it stands then."""
    items: list[dict[str, Any]] = []
    for _ in range(200):
        part = caller.get(f"/export/{what}?cursor={cursor}&limit={limit}").json()
        items, cursor = items + part["items"], part["cursor"]
        if not part["has_more"]:
            return items, cursor
    raise AssertionError("it never ends")


def test_all_then_what_changed(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    made = [opened(caller)["id"] for _ in range(5)]
    items, cursor = rest(caller, "tickets")
    assert {each["id"] for each in items} == set(made)
    assert rest(caller, "tickets", cursor) == ([], cursor)
    caller.patch(f"/tickets/{made[1]}", {"priority": "urgent"})
    items, cursor = rest(caller, "tickets", cursor, limit=100)
    assert [(each["id"], each["priority"]) for each in items] == [(made[1], "urgent")]


def test_messages_customers_and_events(program: Callable[..., Program], admin: Agent) -> None:
    caller = program(admin)
    ticket = opened(caller)
    places = {what: rest(caller, what)[1] for what in ("messages", "customers", "events")}
    caller.post(f"/tickets/{ticket['id']}/messages", {"kind": "note", "text": "Looked at it"})
    caller.patch(f"/customers/{ticket['requester']['id']}", {"language": "it"})
    assert [each["text"] for each in rest(caller, "messages", places["messages"])[0]] == ["Looked at it"]
    assert [each["language"] for each in rest(caller, "customers", places["customers"])[0]] == ["it"]
    kinds = [each["kind"] for each in rest(caller, "events", places["events"])[0]]
    assert kinds == ["ticket.noted", "customer.changed"]


def test_only_what_the_owner_may_see(
    program: Callable[..., Program], giulia: Agent, tom: Agent, team: Callable[[str], Any]
) -> None:
    made = opened(program(giulia), team=team("Battery and motor").pk)
    caller = program(tom)
    items, cursor = rest(caller, "tickets")
    assert items == []
    assert rest(caller, "messages")[0] == []
    program(giulia).patch(f"/tickets/{made['id']}", {"assignee": tom.pk})
    assert [each["id"] for each in rest(caller, "tickets", cursor)[0]] == [made["id"]]
    assert caller.get("/export/events").status_code == 403


def test_a_slow_transaction_behind_the_cursor_is_not_lost(program: Callable[..., Program], admin: Agent) -> None:
    """Its row and its event have lower ids than what the export has passed already when it commits."""
    caller = program(admin)
    started, go_on = threading.Event(), threading.Event()
    slow: list[int] = []

    def write_slowly() -> None:
        with transaction.atomic():
            slow.append(open_matter(subject="Slow", address="slow@posteo.it").pk)
            started.set()
            go_on.wait(20)
        connection.close()

    thread = threading.Thread(target=write_slowly)
    thread.start()
    assert started.wait(20)
    quick = open_matter(subject="Quick", address="quick@posteo.it")
    changing.set_priority(quick, Priority.HIGH, by=admin)
    seen, cursor = rest(caller, "tickets")
    _events, place = rest(caller, "events")
    assert {each["id"] for each in seen} == {quick.pk}
    go_on.set()
    thread.join()
    later, _cursor = rest(caller, "tickets", cursor)
    assert slow[0] in {each["id"] for each in later}
    told = {each["ticket"] for each in rest(caller, "events", place)[0] if each["kind"] == "ticket.created"}
    assert told == {slow[0], quick.pk}
    assert Ticket.objects.count() == 2


@pytest.mark.parametrize("cursor", ["nonsense", "dGlja2V0czpuZXdzOng6MQ", "bWVzc2FnZXM6bmV3czoxOjE"])
def test_a_cursor_of_something_else_is_told(program: Callable[..., Program], admin: Agent, cursor: str) -> None:
    assert program(admin).get(f"/export/tickets?cursor={cursor}").status_code == 422
