"""Merging, splitting and spam through the ticket's door."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from ponte.channels.email.models import BlockedSender
from ponte.team.models import Agent
from ponte.tickets import noting
from ponte.tickets.merges import merging
from ponte.tickets.models import Message, Participant, Ticket

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]
HTMX = {"HX-Request": "true"}
OLAF = "olaf@posteo.de"


@pytest.fixture
def signed_in(client: Client, giulia: Agent) -> Client:
    client.force_login(giulia)
    return client


def test_choose_read_merge_and_take_back(signed_in: Client, matter: Matter) -> None:
    kept, old = matter(subject="Ladestation"), matter(address=OLAF, name="Olaf Berg")
    assert "Ladestation" in signed_in.get(f"/tickets/{old.pk}/merge?q=Ladestation").content.decode()
    page = signed_in.get(f"/tickets/{old.pk}/merge?other={kept.pk}").content.decode()
    for words in ("For 7 days the merge can be taken back", OLAF, "Nobody is told unless you say so."):
        assert words in page
    answer = signed_in.post(
        f"/tickets/{old.pk}/merge", {"other": kept.pk, "people": [OLAF], "text": "x"}, follow=True
    )
    assert "Merged into this one" in answer.content.decode()
    assert Participant.objects.get(ticket=kept).address == OLAF
    assert not Message.objects.filter(agent__isnull=False).exists()
    old_page = signed_in.get(f"/tickets/{old.pk}").content.decode()
    assert f"This ticket is part of #{kept.pk}. Its messages are there." in old_page
    back = signed_in.delete(f"/tickets/{old.pk}/merge", headers=HTMX)
    assert back.headers["HX-Redirect"] == f"/tickets/{old.pk}"
    assert old.messages.count() == 1


def test_the_customer_is_told_when_wanted(signed_in: Client, matter: Matter) -> None:
    kept, old = matter(), matter(address=OLAF)
    signed_in.post(f"/tickets/{old.pk}/merge", {"other": kept.pk, "tells": "on", "text": "One conversation."})
    assert Message.objects.get(agent__isnull=False).to == [OLAF]


def test_nobody_merges_into_what_they_may_not_see(
    client: Client, tom: Agent, matter: Matter, team: Callable[..., object]
) -> None:
    client.force_login(tom)
    mine, secret = matter(), matter(team=team("Battery and motor"))
    assert client.post(f"/tickets/{mine.pk}/merge", {"other": secret.pk}).status_code == 422
    assert mine.messages.count() == 1


def test_what_cannot_be_merged_says_why(signed_in: Client, matter: Matter, giulia: Agent) -> None:
    one, two = matter(), matter()
    merging.merge(one, two, by=giulia)
    answer = signed_in.post(f"/tickets/{one.pk}/merge", {"other": matter().pk})
    assert "This ticket is part of another one already." in answer.content.decode()
    assert "Choose the ticket that stays." in signed_in.post(f"/tickets/{two.pk}/merge").content.decode()


def test_split_messages_off(signed_in: Client, ticket: Ticket, giulia: Agent) -> None:
    note = noting.note(ticket, by=giulia, html="<p>Another matter</p>")
    assert "Another matter" in signed_in.get(f"/tickets/{ticket.pk}/split").content.decode()
    given = {"messages": [note.pk], "subject": "Another", "address": OLAF}
    answer = signed_in.post(f"/tickets/{ticket.pk}/split", given, follow=True)
    assert "Split from" in answer.content.decode()
    note.refresh_from_db()
    assert note.ticket.requester.identities.get().value == OLAF
    for wrong, words in (
        ({}, "Choose the messages that go to the new ticket."),
        ({"messages": [ticket.last_message_id], "address": "nobody"}, "is not an e-mail address."),
    ):
        stopped = signed_in.post(f"/tickets/{ticket.pk}/split", wrong)
        assert stopped.status_code == 422
        assert words in stopped.content.decode()


def test_spam_blocks_the_sender_and_back(signed_in: Client, ticket: Ticket) -> None:
    signed_in.post(f"/tickets/{ticket.pk}/spam", {"block": "1"}, headers=HTMX)
    ticket.refresh_from_db()
    assert ticket.is_spam
    assert BlockedSender.objects.get().address == "marta.bellini@posteo.it"
    signed_in.delete(f"/tickets/{ticket.pk}/spam", headers=HTMX)
    ticket.refresh_from_db()
    assert not ticket.is_spam
    assert not BlockedSender.objects.exists()
