"""Several tickets changed at once, and put back."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from ponte.team.models import Agent
from ponte.tickets import changing
from ponte.tickets.choosing_states import default_state
from ponte.tickets.models import Ticket
from ponte.tickets.states import Priority, StateType

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]
HTMX = {"HX-Request": "true"}


def send(client: Client, change: str, *tickets: Ticket) -> Any:
    return client.post("/inbox/changes", {"chosen": [t.pk for t in tickets], "change": change}, headers=HTMX)


def undo_of(response: Any) -> str:
    return str(json.loads(response.headers["HX-Trigger"])["ponte:toast"]["undo"][0])


@pytest.mark.parametrize(
    ("change", "field", "value"),
    [
        ("assignee:me", "assignee_id", "me"),
        ("priority:4", "priority", 4),
        ("spam:1", "is_spam", True),
        ("tag:Rev C", "tags", ["rev-c"]),
    ],
)
def test_all_chosen_change_and_go_back(
    client: Client, giulia: Agent, matter: Matter, change: str, field: str, value: Any
) -> None:
    client.force_login(giulia)
    tickets = [matter(), matter(), matter()]
    before = [getattr(each, field) for each in tickets]
    response = send(client, change, *tickets)
    assert response.status_code == 200
    after = [getattr(Ticket.objects.get(pk=each.pk), field) for each in tickets]
    assert after == [giulia.pk if value == "me" else value] * 3
    client.delete(undo_of(response), headers=HTMX)
    assert [getattr(Ticket.objects.get(pk=each.pk), field) for each in tickets] == before


def test_undo_leaves_alone_what_somebody_changed_since(
    client: Client, giulia: Agent, olena: Agent, matter: Matter
) -> None:
    client.force_login(giulia)
    first, second = matter(), matter()
    response = send(client, "assignee:me", first, second)
    changing.assign(second, olena, by=olena)
    client.delete(undo_of(response), headers=HTMX)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.assignee, second.assignee) == (None, olena)


def test_closed_tickets_stay_and_do_not_stop_the_others(client: Client, giulia: Agent, matter: Matter) -> None:
    client.force_login(giulia)
    closed, open_ = matter(state=StateType.CLOSED), matter()
    send(client, f"state:{default_state(StateType.SOLVED).pk}", closed, open_)
    closed.refresh_from_db()
    open_.refresh_from_db()
    assert (closed.state_type, open_.state_type) == (StateType.CLOSED, StateType.SOLVED)


@pytest.mark.parametrize(
    "change", ["", "nonsense:1", "priority:9", "priority:x", "assignee:999999", "spam:2", "tag:"]
)
def test_nonsense_changes_nothing_and_says_so(client: Client, giulia: Agent, ticket: Ticket, change: str) -> None:
    client.force_login(giulia)
    response = send(client, change, ticket)
    assert response.status_code == 422
    assert "Nothing was changed" in response.content.decode()
    ticket.refresh_from_db()
    assert (ticket.priority, ticket.assignee, ticket.tags) == (Priority.NORMAL, None, [])


def test_tickets_that_one_may_not_see_stay_as_they_are(client: Client, tom: Agent, team: Any, matter: Matter) -> None:
    theirs = matter(team=team("Battery and motor"))
    client.force_login(tom)
    send(client, "assignee:me", theirs)
    theirs.refresh_from_db()
    assert theirs.assignee is None


def test_observers_change_nothing(client: Client, observer: Agent, ticket: Ticket) -> None:
    client.force_login(observer)
    assert send(client, "spam:1", ticket).status_code == 422
    ticket.refresh_from_db()
    assert not ticket.is_spam


def test_nobody_undoes_for_others(client: Client, giulia: Agent, olena: Agent, ticket: Ticket) -> None:
    client.force_login(giulia)
    address = undo_of(send(client, "priority:4", ticket))
    client.force_login(olena)
    assert client.delete(address, headers=HTMX).status_code == 404
    assert client.delete("/inbox/changes/forged", headers=HTMX).status_code == 404


def test_read_and_unread(client: Client, giulia: Agent, ticket: Ticket) -> None:
    client.force_login(giulia)
    send(client, "read:1", ticket)
    assert b"is-unread" not in client.get("/inbox/all").content
    send(client, "read:0", ticket)
    assert b"is-unread" in client.get("/inbox/all").content
