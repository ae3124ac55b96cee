"""Properties of a ticket, changed where they stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from ponte.team.models import Agent
from ponte.tickets.models import Ticket

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]
HTMX = {"HX-Request": "true"}
MARTA = "marta.bellini@posteo.it"


@pytest.fixture
def signed_in(client: Client, giulia: Agent) -> Client:
    client.force_login(giulia)
    return client


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        ("priority", "4", "priority", 4),
        ("type", "incident", "type", "incident"),
        ("subject", "Caricatore revisione C", "subject", "Caricatore revisione C"),
        ("tags", "Rev C, firmware", "tags", ["firmware", "rev-c"]),
        ("language", "uk", "language", "uk"),
    ],
)
def test_properties_are_edited_in_place(
    signed_in: Client, ticket: Ticket, name: str, value: str, field: str, expected: Any
) -> None:
    address = f"/tickets/{ticket.pk}/properties/{name}"
    assert signed_in.get(address, headers=HTMX).status_code == 200
    assert signed_in.post(address, {"value": value}, headers=HTMX).status_code == 200
    ticket.refresh_from_db()
    assert getattr(ticket, field) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [("priority", "9"), ("type", "x"), ("state", ""), ("assignee", "999999"), ("subject", " "), ("language", "xx"),
     ("requester", "nobody"), ("copied", "a@b.example, c"), ("team", "x"), ("brand", "77")],
)  # fmt: skip
def test_a_wrong_value_says_what_to_do_and_changes_nothing(
    signed_in: Client, ticket: Ticket, name: str, value: str
) -> None:
    response = signed_in.post(f"/tickets/{ticket.pk}/properties/{name}", {"value": value}, headers=HTMX)
    assert response.status_code == 422 and b'class="error"' in response.content
    before = Ticket.objects.values().get(pk=ticket.pk)
    assert (before["priority"], before["subject"], before["assignee_id"]) == (2, ticket.subject, None)
    assert ticket.participants.count() == 0


def test_assignee_team_requester_and_copies(signed_in: Client, giulia: Agent, team: Any, ticket: Ticket) -> None:
    address = f"/tickets/{ticket.pk}/properties/"
    signed_in.post(address + "assignee", {"value": "me"}, headers=HTMX)
    signed_in.post(address + "team", {"value": team("Bikes and parts").pk}, headers=HTMX)
    signed_in.post(address + "copied", {"value": "luca@posteo.it, anna@posteo.it"}, headers=HTMX)
    signed_in.post(address + "copied", {"value": ["anna@posteo.it", ""]}, headers=HTMX)
    signed_in.post(address + "requester", {"value": "luca@posteo.it"}, headers=HTMX)
    ticket.refresh_from_db()
    assert (ticket.assignee, str(ticket.team)) == (giulia, "Bikes and parts")
    assert [row.address for row in ticket.participants.all()] == ["anna@posteo.it"]
    assert ticket.requester.identities.get().value == "luca@posteo.it"
