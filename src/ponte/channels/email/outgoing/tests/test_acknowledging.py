"""Acknowledgements: one a ticket, in the customer's language, never to machines, and never for ever."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from ponte.channels.email import keys
from ponte.channels.email.models import Mailbox, Outgoing, OutgoingStatus
from ponte.channels.email.outgoing import acknowledgement_limits, acknowledging
from ponte.channels.email.outgoing.tests.conftest import AT, MARTA
from ponte.channels.email.outgoing.tests.receiver import Receiver
from ponte.customers import finding
from ponte.events.models import Event
from ponte.lib import clock
from ponte.lib.mail.identifiers import read_message_id
from ponte.tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_nine")]
Writes, Delivers = Callable[..., Ticket], Callable[..., None]


@pytest.fixture(autouse=True)
def wanted(velora: Mailbox) -> None:
    velora.brand.acknowledges = True
    velora.brand.save()


def consume() -> None:
    acknowledging.acknowledge(list(Event.objects.filter(kind="ticket.created")))


def test_a_new_ticket_is_acknowledged_in_the_customers_language(
    marta_writes: Writes, deliver: Delivers, receiver: Receiver
) -> None:
    ticket = marta_writes()
    consume()
    deliver()
    got = receiver.mails[0]
    assert got.recipients == [MARTA]
    assert got.mail.subject == "Re: Batteria"
    assert "Ciao Marta Bellini" in got.mail.text or "Buongiorno Marta Bellini" in got.mail.text
    assert f"#{ticket.pk}" in got.mail.text
    assert got.header("Auto-Submitted") == "auto-replied"
    assert got.header("X-Auto-Response-Suppress") == "All"
    assert got.mail.in_reply_to == ("first@posteo.it",)
    assert read_message_id(got.mail.message_id, keys.signing_keys()) == (ticket.pk, 0)
    assert got.mail.automatic is not None


def test_the_brands_own_words_are_used(
    marta_writes: Writes, deliver: Delivers, receiver: Receiver, velora: Mailbox
) -> None:
    velora.brand.acknowledgement = {"it": "Ciao {name}, {ticket}: {subject}. {brand} {unknown}"}
    velora.brand.save()
    ticket = marta_writes()
    consume()
    deliver()
    text = receiver.mails[0].mail.text
    assert text.strip() == f"Ciao Marta Bellini, #{ticket.pk}: Batteria. Velora {{unknown}}"


def test_a_ticket_is_acknowledged_once_however_often_the_journal_is_read(
    marta_writes: Writes, deliver: Delivers, receiver: Receiver
) -> None:
    marta_writes()
    for _ in range(3):
        consume()
        deliver()
    assert len(receiver.mails) == 1


def test_a_late_replay_acknowledges_nothing(marta_writes: Writes, deliver: Delivers, receiver: Receiver) -> None:
    marta_writes()
    with clock.frozen(AT + timedelta(days=2)):
        consume()
    deliver(days=2)
    assert receiver.mails == []


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"is_automatic": True}, "to_machine"),
        ({"sender_address": "no-reply@shop.example"}, "to_noreply"),
        ({"sender_address": "support+abc@velora.example"}, "nobody_left: support+abc@velora.example (own)"),
        ({"sender_address": ""}, "nobody_left:  (invalid)"),
    ],
)
def test_who_is_not_acknowledged_is_shown_with_the_reason(
    marta_writes: Writes, deliver: Delivers, receiver: Receiver, fields: dict[str, object], reason: str
) -> None:
    marta_writes(**fields)
    consume()
    deliver()
    row = Outgoing.objects.get()
    assert (row.status, row.error, receiver.mails) == (OutgoingStatus.WITHDRAWN, reason, [])


def test_bounced_addresses_are_left_in_peace(marta_writes: Writes, deliver: Delivers, receiver: Receiver) -> None:
    marta, _ = finding.find_or_make(MARTA)
    marta.identities.update(bounced_at=AT)
    marta_writes()
    consume()
    deliver()
    assert receiver.mails == []


def test_a_brand_that_does_not_want_it_sends_none(marta_writes: Writes, velora: Mailbox) -> None:
    velora.brand.acknowledges = False
    velora.brand.save()
    marta_writes()
    consume()
    assert not Outgoing.objects.exists()


def test_an_address_gets_ten_in_ten_minutes(marta_writes: Writes, deliver: Delivers, receiver: Receiver) -> None:
    for _ in range(14):
        marta_writes()
    consume()
    deliver()
    assert len(receiver.mails) == 10
    assert Outgoing.objects.filter(error="too_many").count() == 4


@pytest.mark.parametrize(("most", "minutes"), acknowledgement_limits.LIMITS)
def test_every_limit_holds_and_passes(most: int, minutes: int) -> None:
    for number in range(most):
        # spread so that no shorter limit is what stops it
        acknowledgement_limits.use("a@x.it", AT - timedelta(minutes=minutes - 1) * number / most)
    assert not acknowledgement_limits.has_room("a@x.it", AT)
    assert acknowledgement_limits.has_room("b@x.it", AT)
    assert acknowledgement_limits.has_room("a@x.it", AT + timedelta(minutes=minutes))
