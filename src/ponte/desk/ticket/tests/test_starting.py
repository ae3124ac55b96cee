"""A new ticket, begun at the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from ponte.team.models import Agent
from ponte.tickets.models import Delivery, Ticket

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]
HTMX = {"HX-Request": "true"}
MARTA = "marta.bellini@posteo.it"


@pytest.fixture
def signed_in(client: Client, giulia: Agent) -> Client:
    client.force_login(giulia)
    return client


def test_a_new_ticket_for_a_customer(signed_in: Client, giulia: Agent, team: Any) -> None:
    assert signed_in.get("/tickets/new").status_code == 200
    given = {
        "address": "Nuovo@Cliente.example",
        "name": "Nuovo",
        "subject": "Ti richiamo",
        "mode": "reply",
        "reply": "Ciao",
        "priority": "3",
        "channel": "phone",
        "tags": ["richiamo"],
    }
    response = signed_in.post("/tickets/new", given)
    ticket = Ticket.objects.get()
    assert response.headers["Location"] == f"/tickets/{ticket.pk}"
    message = ticket.messages.get()
    assert (message.to, message.delivery, ticket.priority, ticket.tags) == (
        ["nuovo@cliente.example"], Delivery.QUEUED, 3, ["richiamo"],
    )  # fmt: skip


@pytest.mark.parametrize("wrong", [{"address": "x"}, {"subject": ""}, {"reply": " "}, {"priority": "12"}])
def test_a_new_ticket_refused_keeps_the_form(signed_in: Client, wrong: dict[str, str]) -> None:
    given = {"address": "a@b.example", "subject": "Oggetto caro", "mode": "note", "reply": "Testo", **wrong}
    response = signed_in.post("/tickets/new", given)
    assert response.status_code == 422 and Ticket.objects.count() == 0
    assert b"Oggetto caro" in response.content or "subject" in wrong
