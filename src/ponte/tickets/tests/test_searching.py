"""Search within a list."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ponte.customers import finding
from ponte.tickets.incoming import Incoming
from ponte.tickets.models import Brand, Ticket
from ponte.tickets.opening import open_ticket
from ponte.tickets.searching import search

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def ticket() -> Ticket:
    james, _ = finding.find_or_make("james.bell@mail.example", name="James Bell")
    incoming = Incoming(text="It was due two days ago.", subject="Where is my order VO-48213?", at=AT)
    return open_ticket(james, incoming, by=james, brand=Brand.objects.get())[0]


@pytest.mark.parametrize(
    "text", ["order", "ORD", "48213", "VO-48213", "vo 48213", "james", "james.bell@mail", "due days", ""]
)
def test_it_is_found_by(ticket: Ticket, text: str) -> None:
    assert list(search(Ticket.objects.all(), text)) == [ticket]


@pytest.mark.parametrize("text", ["#{}", "{}"])
def test_it_is_found_by_its_number(ticket: Ticket, text: str) -> None:
    assert list(search(Ticket.objects.all(), text.format(ticket.pk))) == [ticket]


@pytest.mark.parametrize("text", ["bicycle", "99999", "tom@", "order bicycle", "' | ! &", "\\"])
def test_it_is_not_found_by(ticket: Ticket, text: str) -> None:
    assert list(search(Ticket.objects.all(), text)) == []
