"""Messages as they were drawn before."""

from __future__ import annotations

import pytest
from django.test import Client
from markupsafe import Markup

from ponte.desk.ticket import remembering
from ponte.team.models import Agent
from ponte.tickets import replying
from ponte.tickets.models import Delivery, Message, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_drawn_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "_drawn", {})


def page(client: Client, reader: Agent, ticket: Ticket) -> str:
    client.force_login(reader)
    return client.get(f"/tickets/{ticket.pk}").content.decode()


def test_a_message_is_drawn_once_for_all_its_readers(
    client: Client, giulia: Agent, olena: Agent, ticket: Ticket
) -> None:
    olena.locale, olena.time_zone = giulia.locale, giulia.time_zone
    olena.save()
    first = page(client, giulia, ticket)
    kept = dict(remembering._drawn)
    assert len(kept) == 1
    assert str(next(iter(kept.values()))) in first
    assert str(next(iter(kept.values()))) in page(client, olena, ticket)
    assert remembering._drawn == kept


def test_what_is_changed_after_all_is_drawn_anew(client: Client, giulia: Agent, ticket: Ticket) -> None:
    page(client, giulia, ticket)
    Message.objects.filter(ticket=ticket).update(text="(deleted)", reply_text="", html="", segments=[])
    html = page(client, giulia, ticket)
    assert "(deleted)" in html and "Da ieri la batteria" not in html
    ticket.requester.name = "Marta Bianchi"
    ticket.requester.save()
    assert '<span class="from">Marta Bianchi</span>' in page(client, giulia, ticket)


def test_each_language_has_its_own(client: Client, giulia: Agent, ticket: Ticket) -> None:
    page(client, giulia, ticket)
    giulia.locale = "it"
    giulia.save()
    page(client, giulia, ticket)
    assert len(remembering._drawn) == 2


def test_what_still_moves_is_not_remembered(client: Client, giulia: Agent, ticket: Ticket) -> None:
    message = replying.reply(ticket, by=giulia, html="<p>Ecco</p>", to=["marta.bellini@posteo.it"])
    Message.objects.filter(pk=message.pk).update(delivery=Delivery.QUEUED)
    assert "Waiting to be sent" in page(client, giulia, ticket)
    Message.objects.filter(pk=message.pk).update(delivery=Delivery.SENT)
    html = page(client, giulia, ticket)
    assert "Waiting to be sent" not in html and ">Sent" in html


def test_there_is_an_end_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "KEPT", 2)
    for number in range(5):
        remembering.keep(number, Markup("x"))
    remembering.keep(None, Markup("x"))
    assert list(remembering._drawn) == [3, 4]
