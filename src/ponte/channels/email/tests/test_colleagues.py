"""Whether somebody of the customer's organisation joins by themselves is each mailbox's choice."""

from __future__ import annotations

import pytest

from ponte.channels.email.models import Disposition, Mailbox
from ponte.channels.email.tests.samples import arrive, mail, our_mail
from ponte.customers.models import Customer, Organisation
from ponte.tickets.models import Message, Participant, Ticket

pytestmark = pytest.mark.django_db
ANNA, BORIS, EVE = "anna@verein.example", "boris@verein.example", "eve@evil.example"


@pytest.fixture
def verein(db: None) -> Organisation:
    return Organisation.objects.create(name="Radverein", domains=["verein.example"])


@pytest.fixture
def ticket(mailbox: Mailbox, verein: Organisation) -> Ticket:
    """Anna of the Radverein has written to a mailbox that lets her colleagues join."""
    Mailbox.objects.filter(pk=mailbox.pk).update(colleagues_join=True)
    return Ticket.objects.get(pk=arrive(mail(sender=ANNA)).ticket_id)


def answer(ticket: Ticket, sender: str) -> bytes:
    return mail("Me too", sender=sender, in_reply_to=f"<{our_mail(ticket, ANNA).rfc_message_id}>")


def test_a_colleague_who_answers_is_let_in_and_gets_the_answers(ticket: Ticket) -> None:
    came = arrive(answer(ticket, BORIS))
    assert (came.ticket_id, came.disposition, came.reason) == (ticket.pk, Disposition.THREADED, "colleague")
    assert not Message.objects.get(pk=came.message_id).is_flagged
    joined = Participant.objects.get(ticket=ticket)
    assert (joined.address, joined.is_confirmed) == (BORIS, True)
    assert arrive(answer(ticket, BORIS)).reason == "", "by now he is on the ticket like everybody else"


def test_without_the_option_an_agent_decides(ticket: Ticket) -> None:
    Mailbox.objects.update(colleagues_join=False)
    assert arrive(answer(ticket, BORIS)).disposition == Disposition.FLAGGED


def test_strangers_stay_outside_and_whoever_names_no_mail_of_ours(ticket: Ticket) -> None:
    assert arrive(answer(ticket, EVE)).disposition == Disposition.FLAGGED
    guess = mail(f"About #{ticket.pk}", sender=BORIS, subject=f"Re: Charger [#{ticket.pk}]")
    assert arrive(guess).disposition == Disposition.NEW_TICKET


def test_the_record_of_the_customer_goes_before_the_domain(ticket: Ticket) -> None:
    arrive(mail(sender=BORIS, subject="Another matter"))
    other = Organisation.objects.create(name="Somebody else", domains=[])
    Customer.objects.filter(identities__value=BORIS).update(organisation=other)
    assert arrive(answer(ticket, BORIS)).disposition == Disposition.FLAGGED


def test_a_customer_without_organisation_has_no_colleagues(mailbox: Mailbox) -> None:
    Mailbox.objects.update(colleagues_join=True)
    alone = Ticket.objects.get(pk=arrive(mail(sender="one@gmail.com")).ticket_id)
    assert arrive(answer(alone, "two@gmail.com")).disposition == Disposition.FLAGGED
