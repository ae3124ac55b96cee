"""A value changed on the ticket's page is put back from the toast."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.test import Client

from ponte.team.models import Agent
from ponte.tickets.models import Brand, Ticket

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.mark.parametrize("name", ["requester", "brand", "priority", "type", "assignee"])
def test_there_and_back(client: Client, giulia: Agent, ticket: Ticket, name: str) -> None:
    client.force_login(giulia)
    value = {
        "requester": "olaf@posteo.de",
        "brand": str(Brand.objects.create(name="Velora Pro").pk),
        "priority": "4",
        "type": "problem",
        "assignee": "me",
    }[name]
    before = Ticket.objects.values(name).get()
    answer = client.post(f"/tickets/{ticket.pk}/properties/{name}", {"value": value}, headers=HTMX)
    assert Ticket.objects.values(name).get() != before
    address, method = json.loads(answer.headers["HX-Trigger"])["ponte:toast"]["undo"]
    assert method == "DELETE"
    client.delete(address, headers=HTMX)
    assert Ticket.objects.values(name).get() == before


def test_nothing_changed_has_no_way_back(client: Client, giulia: Agent, matter: Callable[..., Ticket]) -> None:
    client.force_login(giulia)
    answer = client.post(f"/tickets/{matter().pk}/properties/priority", {"value": "2"}, headers=HTMX)
    assert json.loads(answer.headers["HX-Trigger"])["ponte:toast"]["undo"] is None
