"""Replies, and taking them back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ponte.customers import finding
from ponte.events.models import Event
from ponte.team.models import Agent, Role
from ponte.tickets import noting, rechecking, replying
from ponte.tickets.choosing_states import default_state
from ponte.tickets.errors import EmptyMessage, NotAllowed, TooLate
from ponte.tickets.incoming import Incoming
from ponte.tickets.models import Brand, Delivery, Draft, Ticket
from ponte.tickets.opening import open_ticket
from ponte.tickets.states import StateType

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def giulia() -> Agent:
    return Agent.objects.create(email="giulia@velora.example", name="Giulia Ferri", role=Role.COORDINATOR)


@pytest.fixture
def ticket() -> Ticket:
    marta, _ = finding.find_or_make("marta.bellini@posteo.it", name="Marta Bellini")
    made, _ = open_ticket(
        marta,
        Incoming(text="La batteria si ferma al 62%", subject="Batteria", at=AT),
        by=marta,
        brand=Brand.objects.get(),
    )
    return made


def test_a_reply_waits_to_be_sent_and_stops_the_clock(giulia: Agent, ticket: Ticket) -> None:
    message = replying.reply(ticket, by=giulia, html="<p>Ciao Marta</p>", to=["marta.bellini@posteo.it"], at=AT)
    ticket.refresh_from_db()
    assert (message.delivery, message.text) == (Delivery.QUEUED, "Ciao Marta")
    assert (ticket.state_type, ticket.due, ticket.assignee) == (StateType.OPEN, None, giulia)
    told = Event.objects.filter(ticket_id=ticket.pk, kind__startswith="ticket.").order_by("id")
    assert list(told.values_list("kind", flat=True)) == [
        "ticket.created",
        "ticket.assigned",
        "ticket.replied",
        "ticket.state_changed",
    ]


def test_a_reply_taken_back_returns_to_the_draft_and_the_clock_runs_again(giulia: Agent, ticket: Ticket) -> None:
    message = replying.reply(ticket, by=giulia, html="<p>Ciao</p>", to=["marta.bellini@posteo.it"], at=AT)
    replying.withdraw(message, by=giulia)
    ticket.refresh_from_db()
    assert Draft.objects.get(ticket=ticket, agent=giulia).html == "<p>Ciao</p>"
    assert ticket.waiting_since == AT
    assert (ticket.message_count, ticket.first_replied_at) == (1, None)


def test_a_reply_taken_back_takes_its_state_along(giulia: Agent, ticket: Ticket) -> None:
    solved = default_state(StateType.SOLVED)
    message = replying.reply(ticket, by=giulia, html="<p>x</p>", to=["marta.bellini@posteo.it"], state=solved, at=AT)
    noting.note(ticket, by=giulia, html="<p>wait</p>")
    replying.withdraw(message, by=giulia)
    ticket.refresh_from_db()
    assert (ticket.state_type, ticket.solved_at, ticket.message_count) == (StateType.NEW, None, 2)
    assert rechecking.differences([ticket.pk]) == {}


def test_a_sent_reply_cannot_be_taken_back(giulia: Agent, ticket: Ticket) -> None:
    message = replying.reply(ticket, by=giulia, html="<p>Ciao</p>", to=["marta.bellini@posteo.it"], at=AT)
    message.delivery = Delivery.SENT
    message.save()
    with pytest.raises(TooLate):
        replying.withdraw(message, by=giulia)


@pytest.mark.parametrize("html", ["", "<p> </p>", "<script>x</script>"])
def test_nothing_is_not_sent(giulia: Agent, ticket: Ticket, html: str) -> None:
    with pytest.raises(EmptyMessage):
        replying.reply(ticket, by=giulia, html=html, to=["marta.bellini@posteo.it"], at=AT)


def test_observers_do_not_write(ticket: Ticket) -> None:
    observer = Agent.objects.create(email="o@velora.example", name="O", role=Role.OBSERVER)
    with pytest.raises(NotAllowed):
        replying.reply(ticket, by=observer, html="<p>x</p>", to=["marta.bellini@posteo.it"], at=AT)
