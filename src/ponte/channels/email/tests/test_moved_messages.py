"""Mail finds its ticket after merging and splitting, and is judged by who is on it now."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ponte.channels.email.models import Disposition, Mailbox
from ponte.channels.email.outgoing.thread_headers import last_from_customer
from ponte.channels.email.tests.samples import arrive, mail, our_mail
from ponte.team.models import Agent
from ponte.tickets import changing
from ponte.tickets.choosing_states import default_state
from ponte.tickets.merges import merging, splitting, undoing
from ponte.tickets.models import Message, MessageKind, Ticket
from ponte.tickets.states import StateType

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]
VIKTORIA, OLAF = "viktoria@kyiv.example", "olaf@posteo.de"


@pytest.fixture
def pair(mailbox: Mailbox, matter: Matter) -> tuple[Ticket, Ticket]:
    """The same customer's two tickets."""
    return matter(address=VIKTORIA), matter(address=VIKTORIA)


def answer(ticket: Ticket, sender: str = VIKTORIA) -> bytes:
    sent = our_mail(ticket, sender)
    return mail(sender=sender, in_reply_to=f"<{sent.rfc_message_id}>")


def test_an_answer_to_the_merged_ticket_reaches_the_survivor(pair: tuple[Ticket, Ticket], giulia: Agent) -> None:
    kept, old = pair
    raw = answer(old)
    merging.merge(old, kept, by=giulia)
    came = arrive(raw)
    assert (came.ticket_id, came.disposition) == (kept.pk, Disposition.THREADED)


def test_after_taking_it_back_it_reaches_its_own_again(pair: tuple[Ticket, Ticket], giulia: Agent) -> None:
    kept, old = pair
    raw = answer(old)
    undoing.undo(merging.merge(old, kept, by=giulia), by=giulia)
    assert arrive(raw).ticket_id == old.pk


@pytest.mark.parametrize(("joins", "expected"), [(True, Disposition.THREADED), (False, Disposition.FLAGGED)])
def test_another_customer_is_let_in_only_when_confirmed(
    mailbox: Mailbox, matter: Matter, giulia: Agent, joins: bool, expected: Disposition
) -> None:
    kept, old = matter(address=VIKTORIA), matter(address=OLAF)
    raw = answer(old, OLAF)
    merging.merge(old, kept, by=giulia, people=[OLAF] if joins else [])
    came = arrive(raw)
    assert (came.ticket_id, came.disposition) == (kept.pk, expected)


def test_a_closed_survivor_is_followed_up(pair: tuple[Ticket, Ticket], giulia: Agent) -> None:
    kept, old = pair
    raw = answer(old)
    merging.merge(old, kept, by=giulia)
    kept.refresh_from_db()
    changing.set_state(kept, default_state(StateType.CLOSED), by=giulia)
    came = arrive(raw)
    assert came.disposition == Disposition.FOLLOW_UP
    assert Ticket.objects.get(pk=came.ticket_id).follows_up_id == kept.pk


def test_an_answer_to_a_message_split_off_goes_with_it(mailbox: Mailbox, matter: Matter, giulia: Agent) -> None:
    ticket = matter(address=VIKTORIA)
    sent = our_mail(ticket)
    made = splitting.split(ticket, [sent.message_id], by=giulia)  # type: ignore[list-item]
    assert arrive(mail(in_reply_to=f"<{sent.rfc_message_id}>")).ticket_id == made.pk


def test_nobody_is_quoted_to_those_who_were_not_on_their_thread(matter: Matter, giulia: Agent) -> None:
    kept, old = matter(address=VIKTORIA), matter(address=OLAF, text="My private matter")
    row = merging.merge(old, kept, by=giulia)
    reply = Message.objects.create(ticket=kept, kind=MessageKind.PUBLIC, agent=giulia, text="Hello")
    quoted = last_from_customer(reply)
    assert quoted is not None and quoted.customer == kept.requester
    undoing.undo(row, by=giulia)
    merging.merge(old, kept, by=giulia, people=[OLAF])
    quoted = last_from_customer(reply)
    assert quoted is not None and quoted.customer == old.requester
