"""What tests of outgoing mail share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ponte.channels.email.models import Inbound, Mailbox, Outgoing
from ponte.channels.email.outgoing import sending
from ponte.channels.email.outgoing.queueing import queue_replies
from ponte.channels.email.outgoing.tests.receiver import Receiver, serve, server_at
from ponte.customers import finding
from ponte.events.models import Event
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import replying
from ponte.tickets.incoming import Incoming
from ponte.tickets.models import Brand, Message, Ticket
from ponte.tickets.opening import open_ticket

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
MARTA = "marta.bellini@posteo.it"


@pytest.fixture
def velora(db: None) -> Mailbox:
    """The support mailbox of the brand Velora."""
    brand = Brand.objects.get(is_default=True)
    brand.name, brand.default_locale, brand.locales = "Velora", "en", ["en", "it", "es", "uk", "pt-br"]
    brand.save()
    return Mailbox.objects.create(address="support@velora.example", brand=brand)


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    """A receiving server that our settings name."""
    made = Receiver()
    controller = serve(made)
    settings.PONTE = replace(settings.PONTE, smtp=server_at(controller))
    yield made
    controller.stop()


@pytest.fixture
def no_server(settings: Any) -> None:
    settings.PONTE = replace(settings.PONTE, smtp=None)


@pytest.fixture
def marta_writes(velora: Mailbox) -> Callable[..., Ticket]:
    """A ticket of Marta's, with the raw mail behind it."""

    def write(text: str = "La batteria si ferma al 62%", **fields: Any) -> Ticket:
        marta, _ = finding.find_or_make(MARTA, name="Marta Bellini", language="it")
        values: dict[str, Any] = {"subject": "Batteria", "at": clock.now(), "language": "it", "sender_address": MARTA}
        incoming = Incoming(text=text, **{**values, **fields})
        ticket, message = open_ticket(marta, incoming, by=marta, brand=velora.brand, mailbox_address=velora.address)
        raw = b"Message-ID: <first@posteo.it>\r\nReferences: <root@posteo.it>\r\nSubject: x\r\n\r\nLa batteria"
        Inbound.objects.create(road="smtp", raw=raw, size=len(raw), sha256="0" * 64, message=message, ticket=ticket)
        return ticket

    return write


@pytest.fixture
def answer(giulia: Agent) -> Callable[..., Message]:
    """Giulia answers; the row of the outgoing mail is made."""

    def write(ticket: Ticket, html: str = "<p>Ciao Marta</p>", **fields: Any) -> Message:
        values: dict[str, Any] = {"to": [MARTA], "at": clock.now()}
        message = replying.reply(ticket, by=giulia, html=html, **{**values, **fields})
        queue_replies(list(Event.objects.filter(kind="ticket.replied")))
        return message

    return write


@pytest.fixture
def deliver() -> Callable[..., None]:
    """Run the sender at some time after `AT`."""

    def run(**later: float) -> None:
        with clock.frozen(AT + timedelta(**(later or {"seconds": 11}))):
            sending.send_due()

    return run


@pytest.fixture
def at_nine() -> Iterator[None]:
    with clock.frozen(AT):
        yield


def row_of(message: Message) -> Outgoing:
    return Outgoing.objects.get(message=message)
