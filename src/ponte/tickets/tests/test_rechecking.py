"""The truth behind the fields that lists read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ponte.customers import finding
from ponte.customers.models import Customer
from ponte.team.models import Agent
from ponte.tickets import changing, noting, rechecking, replying
from ponte.tickets.choosing_states import default_state
from ponte.tickets.incoming import Incoming
from ponte.tickets.models import Brand, Message, Ticket
from ponte.tickets.opening import open_ticket
from ponte.tickets.receiving import receive
from ponte.tickets.states import Priority, StateType

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def marta(db: None) -> Customer:
    return finding.find_or_make("marta@posta.example", name="Marta Bellini")[0]


@pytest.fixture
def ticket(marta: Customer) -> Ticket:
    first = Incoming(text="La batteria si ferma al 62%", subject="Batteria", at=AT)
    return open_ticket(marta, first, by=marta, brand=Brand.objects.get())[0]


def test_the_behaviours_keep_the_truth(ticket: Ticket, marta: Customer, giulia: Agent) -> None:
    def wrong() -> dict[int, object]:
        return dict(rechecking.differences([ticket.pk]))

    assert wrong() == {}
    replying.reply(ticket, by=giulia, html="<p>Ciao</p>", to=["marta@posta.example"], at=AT + timedelta(minutes=9))
    assert wrong() == {}
    receive(ticket, marta, Incoming(text="Ancora 62%\n> Ciao", reply_text="Ancora 62%", at=AT + timedelta(hours=1)))
    assert wrong() == {}
    receive(ticket, marta, Incoming(text="Fuori ufficio", is_automatic=True, at=AT + timedelta(hours=2)))
    noting.note(ticket, by=giulia, html="<p>rev. C</p>", at=AT + timedelta(hours=3))
    changing.set_priority(ticket, Priority.URGENT, by=giulia)
    assert wrong() == {}
    changing.set_state(ticket, default_state(StateType.SOLVED), by=giulia)
    assert wrong() == {}


def test_what_is_wrong_is_found_and_mended(ticket: Ticket) -> None:
    Ticket.objects.filter(pk=ticket.pk).update(message_count=7, snippet="", waiting_since=None)
    wrong = rechecking.differences([ticket.pk])[ticket.pk]
    assert wrong["message_count"] == (7, 1)
    assert wrong["snippet"] == ("", "La batteria si ferma al 62%")
    assert set(wrong) == {"message_count", "snippet", "waiting_since"}
    assert rechecking.mend([ticket.pk]) == 1
    assert rechecking.differences([ticket.pk]) == {}


def test_a_ticket_without_messages_is_told(ticket: Ticket) -> None:
    Message.objects.filter(ticket=ticket).delete()
    assert rechecking.differences([ticket.pk])[ticket.pk]["message_count"] == (1, 0)
    assert [ticket.pk] in list(rechecking.in_batches())
