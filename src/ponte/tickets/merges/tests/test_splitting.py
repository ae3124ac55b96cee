"""Splitting: chosen messages, a link both ways, and each ticket's own clock."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ponte.customers import finding
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import following, receiving, rechecking, replying
from ponte.tickets.incoming import Incoming, IncomingFile
from ponte.tickets.links import reading
from ponte.tickets.links.roles import Role
from ponte.tickets.merges import merging, splitting
from ponte.tickets.merges.errors import NotSplittable
from ponte.tickets.models import Delivery, Follow, Message, Ticket

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]
MARTA = "marta.bellini@posteo.it"


@pytest.fixture
def second(ticket: Ticket) -> Message:
    """Marta asks about something else in the same thread."""
    files = [IncomingFile("invoice.pdf", "application/pdf", b"%PDF")]
    return receiving.receive(
        ticket, ticket.requester, Incoming(text="E la fattura?", at=clock.now(), sender_address=MARTA, files=files)
    )


def test_messages_move_with_their_files(ticket: Ticket, second: Message, giulia: Agent) -> None:
    made = splitting.split(ticket, [second.pk], by=giulia, subject="Fattura")
    assert (made.subject, made.requester_id, made.message_count) == ("Fattura", ticket.requester_id, 1)
    assert made.waiting_since == second.created_at
    assert made.messages.get().attachments.get().filename == "invoice.pdf"
    ticket.refresh_from_db()
    assert ticket.message_count == 1
    assert rechecking.differences([ticket.pk, made.pk]) == {}
    assert [group.role for group in reading.groups(made, giulia)] == [Role.SPLIT_FROM]
    assert [group.role for group in reading.groups(ticket, giulia)] == [Role.SPLIT_INTO]


def test_who_followed_follows_and_nobody_is_told_unasked(ticket: Ticket, second: Message, giulia: Agent) -> None:
    following.follow(ticket, giulia, by=giulia)
    made = splitting.split(ticket, [second.pk], by=giulia)
    assert Follow.objects.filter(ticket=made, agent=giulia).exists()
    assert not made.messages.filter(agent__isnull=False).exists()


def test_the_customer_is_told_and_still_waits(ticket: Ticket, second: Message, giulia: Agent) -> None:
    made = splitting.split(ticket, [second.pk], by=giulia, tell="<p>La fattura ha ora un suo numero.</p>")
    told = made.messages.get(agent=giulia)
    assert (told.to, told.is_automatic) == ([MARTA], True)
    assert made.waiting_since == second.created_at


def test_it_may_be_another_customers(ticket: Ticket, second: Message, giulia: Agent) -> None:
    olaf, _ = finding.find_or_make("olaf@posteo.de", by="system")
    assert splitting.split(ticket, [second.pk], by=giulia, requester=olaf).requester == olaf


def test_what_cannot_be_split(ticket: Ticket, second: Message, matter: Matter, giulia: Agent) -> None:
    foreign = matter().messages.get()
    for chosen, code in (
        ([], "none"),
        ([foreign.pk], "none"),
        ([*ticket.messages.values_list("pk", flat=True)], "all"),
    ):
        with pytest.raises(NotSplittable, match=code):
            splitting.split(ticket, chosen, by=giulia)
    answer = replying.reply(ticket, by=giulia, html="<p>Subito</p>", to=[MARTA])
    with pytest.raises(NotSplittable, match="sending"):
        splitting.split(ticket, [answer.pk], by=giulia)
    Message.objects.filter(pk=answer.pk).update(delivery=Delivery.SENT)
    splitting.split(ticket, [answer.pk], by=giulia)


def test_merging_takes_it_back(ticket: Ticket, second: Message, giulia: Agent) -> None:
    made = splitting.split(ticket, [second.pk], by=giulia)
    merging.merge(made, ticket, by=giulia)
    assert ticket.messages.count() == 2
