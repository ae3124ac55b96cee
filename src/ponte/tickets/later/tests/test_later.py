"""Replies at a time: sent once, held back when the customer writes, called off into the composer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ponte.events.models import Event
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import attaching, changing, drafting, receiving
from ponte.tickets.choosing_states import default_state
from ponte.tickets.errors import EmptyMessage, NoRecipient, NotAllowed
from ponte.tickets.incoming import Incoming, IncomingFile
from ponte.tickets.later import scheduling, sending
from ponte.tickets.later.errors import NotToCome, OneWaits
from ponte.tickets.later.models import LaterReply
from ponte.tickets.models import Attachment, Draft, Message, MessageKind, Ticket
from ponte.tickets.states import StateType

pytestmark = pytest.mark.django_db
MARTA = "marta.bellini@posteo.it"


def schedule(ticket: Ticket, by: Agent, hours: float = 1, **given: Any) -> LaterReply:
    wanted = {"html": "<p>A domani</p>", "to": [MARTA], "state": default_state(StateType.PENDING), **given}
    return scheduling.schedule(ticket, clock.now() + timedelta(hours=hours), by=by, **wanted)


def test_it_goes_at_its_time_with_its_files_and_state(ticket: Ticket, olena: Agent) -> None:
    draft = drafting.save(ticket, by=olena, kind=MessageKind.PUBLIC, html="<p>A</p>")
    attaching.attach([IncomingFile("a.txt", "text/plain", b"x")], draft=draft)
    schedule(ticket, olena)
    assert sending.send_due() == 0
    typed = drafting.save(ticket, by=olena, kind=MessageKind.PUBLIC, html="<p>something else</p>")
    at = clock.now() + timedelta(hours=1, minutes=1)
    assert sending.send_due(at) == 1
    assert sending.send_due(at) == 0
    message = Message.objects.get(agent=olena)
    assert (message.text, message.to, message.send_at) == ("A domani", [MARTA], at)
    assert Attachment.objects.get().message == message
    ticket.refresh_from_db()
    assert ticket.state_type == StateType.PENDING
    assert Draft.objects.get() == typed


def test_the_customer_writes_before_and_it_is_held_back(ticket: Ticket, olena: Agent) -> None:
    row = schedule(ticket, olena)
    receiving.receive(ticket, ticket.requester, Incoming(text="Fatto da me", at=clock.now()))
    assert sending.customer_wrote(row)
    sending.send_due(clock.now() + timedelta(hours=2))
    row.refresh_from_db()
    assert (row.status, row.reason) == ("held", "customer_wrote")
    assert not Message.objects.filter(agent=olena).exists()
    assert Event.objects.get(kind="ticket.reply_held").data == {"agent": olena.pk, "reason": "customer_wrote"}
    sending.send_now(row, by=olena)
    assert Message.objects.filter(agent=olena).exists()


def test_a_closed_ticket_holds_it_back(ticket: Ticket, olena: Agent) -> None:
    row = schedule(ticket, olena)
    changing.set_state(ticket, default_state(StateType.CLOSED), by="system")
    sending.send_due(clock.now() + timedelta(hours=2))
    row.refresh_from_db()
    assert row.reason == "closed"


def test_called_off_it_is_in_the_composer_again(ticket: Ticket, olena: Agent, tom: Agent) -> None:
    row = schedule(ticket, olena)
    with pytest.raises(NotAllowed):
        scheduling.call_off(row, by=tom)
    drafting.save(ticket, by=olena, kind=MessageKind.PUBLIC, html="<p>B</p>")
    scheduling.call_off(row, by=olena)
    draft = Draft.objects.get()
    assert (draft.kind, draft.html) == (MessageKind.PUBLIC, "<p>A domani</p><p>B</p>")
    assert not LaterReply.objects.exists()
    scheduling.call_off(schedule(ticket, olena), by=olena)
    assert Draft.objects.get().html == "<p>A domani</p>"


def test_what_cannot_wait(ticket: Ticket, olena: Agent, observer: Agent) -> None:
    for refusal, given in (
        (NotToCome, {"hours": -1}),
        (NotToCome, {"hours": 24 * 400}),
        (NoRecipient, {"to": []}),
        (EmptyMessage, {"html": "<p></p>"}),
    ):
        with pytest.raises(refusal):
            schedule(ticket, olena, **given)
    with pytest.raises(NotAllowed):
        schedule(ticket, observer)
    schedule(ticket, olena)
    with pytest.raises(OneWaits):
        schedule(ticket, olena)
