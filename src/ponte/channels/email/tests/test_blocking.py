"""Blocked senders are kept out with nothing lost: one address or a whole domain, let in again on demand."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from ponte.channels.email import blocking, letting_in, processing
from ponte.channels.email.models import Disposition, Inbound, Mailbox
from ponte.channels.email.tests.samples import arrive, mail
from ponte.events.models import Event
from ponte.team.models import Agent
from ponte.tickets.errors import NotAllowed
from ponte.tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db
SPAM = "Spam <spam@evil.example>"


def test_an_address_is_kept_out_until_allowed(mailbox: Mailbox, ticket: Ticket, giulia: Agent) -> None:
    blocking.block("Spam@Evil.example", by=giulia, ticket=ticket)
    kept_out = arrive(mail(sender=SPAM))
    assert (kept_out.disposition, kept_out.reason) == (Disposition.SUPPRESSED, "blocked_sender")
    assert arrive(mail(sender="other@evil.example")).disposition == Disposition.NEW_TICKET
    assert blocking.allow("spam@evil.example", by=giulia)
    assert not blocking.allow("spam@evil.example", by=giulia)
    assert arrive(mail(sender=SPAM)).disposition == Disposition.NEW_TICKET


@pytest.mark.parametrize("typed", ["@evil.example", "Evil.example", " @EVIL.EXAMPLE ", "*@evil.example"])
def test_a_domain_is_kept_out_with_those_below_it(mailbox: Mailbox, giulia: Agent, typed: str) -> None:
    assert blocking.block(typed, by=giulia).address == "@evil.example"
    for sender in ("a@evil.example", "b@mx.evil.example"):
        assert arrive(mail(sender=sender)).reason == "blocked_sender"
    assert arrive(mail(sender="a@notevil.example")).disposition == Disposition.NEW_TICKET


@pytest.mark.parametrize("typed", ["", "nonsense", "@", "@@", "a b@c.example", "@example", "x" * 400, "a*@"])
def test_what_is_no_address_is_refused(mailbox: Mailbox, giulia: Agent, typed: str) -> None:
    with pytest.raises(ValidationError, match="such as"):
        blocking.block(typed, by=giulia)


def test_we_and_half_the_world_cannot_be_blocked(mailbox: Mailbox, giulia: Agent) -> None:
    domain = mailbox.address.rpartition("@")[2]
    for typed in (mailbox.address, f"@{domain}"):
        with pytest.raises(ValidationError, match="Your own mail"):
            blocking.block(typed, by=giulia)
    with pytest.raises(ValidationError, match="Everybody"):
        blocking.block("@gmail.com", by=giulia)
    assert blocking.block("somebody@gmail.com", by=giulia).pk


def test_what_was_caught_is_counted_and_let_in_once(mailbox: Mailbox, giulia: Agent, observer: Agent) -> None:
    blocking.block("@evil.example", by=giulia)
    for number in range(3):
        arrive(mail(sender=f"spam{number}@evil.example", subject=f"Offer {number}"))
    assert letting_in.caught(["@evil.example", "x@y.example"]).keys() == {"@evil.example"}
    assert letting_in.caught(["@evil.example"])["@evil.example"].number == 3
    with pytest.raises(NotAllowed):
        letting_in.let_in("@evil.example", by=observer)
    assert letting_in.let_in("@evil.example", by=giulia) == 3
    assert letting_in.let_in("@evil.example", by=giulia) == 0
    processing.drain()
    assert set(Inbound.objects.values_list("disposition", flat=True)) == {Disposition.NEW_TICKET}
    assert Message.objects.count() == 3
    assert Event.objects.filter(kind="mail.replayed").count() == 3


def test_who_may_only_look_blocks_nobody(mailbox: Mailbox, observer: Agent) -> None:
    with pytest.raises(NotAllowed):
        blocking.block("spam@evil.example", by=observer)
