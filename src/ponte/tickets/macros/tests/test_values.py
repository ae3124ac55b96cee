from __future__ import annotations

from collections.abc import Callable

import pytest

from ponte.customers.models import Organisation
from ponte.team.models import Agent
from ponte.tickets.macros.values import PLACES, first_name, values_for
from ponte.tickets.models import Ticket


@pytest.mark.parametrize(
    ("name", "called"),
    [("Marta Bellini", "Marta"), ("Bellini, Marta", "Marta"), ("", ""), ("m@posteo.it", ""), ("  ", "")],
)
def test_first_names(name: str, called: str) -> None:
    assert first_name(name) == called


def test_every_place_has_a_value(olena: Agent, ticket: Ticket, colleague: Callable[[str], Agent]) -> None:
    ticket.assignee = colleague("mateo")
    ticket.requester.organisation = Organisation(name="Hotel Miramonti")
    values = values_for(PLACES.keys(), ticket, olena)
    assert values == {
        "requester.first_name": "Marta",
        "requester.name": "Marta Bellini",
        "requester.email": "marta.bellini@posteo.it",
        "requester.organisation": "Hotel Miramonti",
        "ticket.number": str(ticket.pk),
        "ticket.subject": "La batteria si ferma al 62%",
        "brand.name": ticket.brand.name,
        "team.name": "",
        "assignee.first_name": "Mateo",
        "assignee.name": "Mateo Ruiz",
        "agent.first_name": "Olena",
        "agent.name": "Olena Kovalenko",
    }
