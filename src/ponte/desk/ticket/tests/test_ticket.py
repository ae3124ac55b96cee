"""The ticket's page and what is done on it, through its door."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import noting, receiving, replying
from ponte.tickets.choosing_states import default_state
from ponte.tickets.incoming import Incoming
from ponte.tickets.models import Delivery, Draft, Message, MessageKind, Ticket
from ponte.tickets.states import StateType

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]
HTMX = {"HX-Request": "true"}
MARTA = "marta.bellini@posteo.it"


@pytest.fixture
def signed_in(client: Client, giulia: Agent) -> Client:
    client.force_login(giulia)
    return client


def write_again(ticket: Ticket, text: str = "Ho provato ancora", **given: Any) -> Message:
    return receiving.receive(
        ticket, ticket.requester, Incoming(text=text, at=clock.now(), sender_address=MARTA, **given)
    )


def send(client: Client, ticket: Ticket, **given: Any) -> Any:
    data = {"mode": "reply", "to": MARTA, "reply": "Ciao Marta", "seen": ticket.last_message_id, **given}
    return client.post(f"/tickets/{ticket.pk}/messages", data, headers=HTMX)


def undo_of(response: Any) -> str:
    return str(json.loads(response.headers["HX-Trigger"])["ponte:toast"]["undo"][0])


def test_the_page_shows_the_conversation_the_customer_and_the_history(
    signed_in: Client, giulia: Agent, olena: Agent, ticket: Ticket
) -> None:
    replying.reply(ticket, by=giulia, html="<p>Prova il ripristino</p>", to=[MARTA])
    noting.note(ticket, by=olena, html="<p>Revision C</p>")
    html = signed_in.get(f"/tickets/{ticket.pk}").content.decode()
    for words in ("si ferma al 62%", "Prova il ripristino", "Revision C", "Internal note", MARTA, "History"):
        assert words in html
    assert html.index("Prova il ripristino") < html.index("Revision C")


def test_the_history_comes_when_it_is_opened(signed_in: Client, giulia: Agent, ticket: Ticket) -> None:
    replying.reply(ticket, by=giulia, html="<p>x</p>", to=[MARTA])
    address = f"/tickets/{ticket.pk}/history"
    assert f'hx-get="{address}"' in signed_in.get(f"/tickets/{ticket.pk}").content.decode()
    part = signed_in.get(address, headers=HTMX).content.decode()
    assert "<html" not in part and "<b>Giulia Ferri</b> replied" in part
    whole = signed_in.get(address).content.decode()
    assert "<html" in whole and "<b>Giulia Ferri</b> replied" in whole


def test_what_was_read_already_is_not_written_again(signed_in: Client, ticket: Ticket) -> None:
    from django.db import connection

    def written() -> list[str]:
        with CaptureQueriesContext(connection) as queries:
            signed_in.get(f"/tickets/{ticket.pk}")
        return [each["sql"] for each in queries if (each["sql"] or "").startswith("INSERT")]

    assert len(written()) == 1
    assert written() == []
    write_again(ticket)
    assert len(written()) == 1


def test_it_goes_to_the_inbox_as_panes(signed_in: Client, ticket: Ticket) -> None:
    html = signed_in.get(f"/tickets/{ticket.pk}", headers={**HTMX, "HX-Target": "talk"}).content.decode()
    assert "<html" not in html and 'hx-swap-oob="innerHTML"' in html and "<title>" in html


def test_strangers_and_wrong_numbers_are_alike(client: Client, tom: Agent, team: Any, matter: Matter) -> None:
    theirs = matter(team=team("Battery and motor"))
    client.force_login(tom)
    assert client.get(f"/tickets/{theirs.pk}").status_code == client.get("/tickets/999999").status_code == 404


def test_opening_marks_it_read(signed_in: Client, ticket: Ticket) -> None:
    signed_in.get(f"/tickets/{ticket.pk}")
    assert b"is-unread" not in signed_in.get("/inbox/all").content


def test_queries_do_not_grow_with_the_messages(signed_in: Client, giulia: Agent, ticket: Ticket) -> None:
    from django.db import connection

    counted = []
    for number in (2, 20):
        for _ in range(number):
            write_again(ticket)
            replying.reply(ticket, by=giulia, html="<p>x</p>", to=[MARTA])
        signed_in.get(f"/tickets/{ticket.pk}")
        with CaptureQueriesContext(connection) as queries:
            signed_in.get(f"/tickets/{ticket.pk}")
        counted.append(len(queries))
    assert counted[1] <= counted[0] <= 13  # fewer when the first events are further up than the page


def test_older_messages_come_by_pages(signed_in: Client, ticket: Ticket) -> None:
    for number in range(40):
        write_again(ticket, f"numero {number}.")
    html = signed_in.get(f"/tickets/{ticket.pk}").content.decode()
    assert "numero 39." in html and "numero 5." not in html
    before = html.split("?before=")[1].split('"')[0]
    older = signed_in.get(f"/tickets/{ticket.pk}?before={before}", headers=HTMX).content.decode()
    assert "numero 5." in older and "numero 39." not in older and "si ferma al 62%" in older


@pytest.mark.parametrize(
    ("kind", "expected"), [(None, StateType.OPEN), (StateType.PENDING, 3), (StateType.SOLVED, StateType.SOLVED)]
)
def test_reply_and_state_are_one_act(
    signed_in: Client, giulia: Agent, ticket: Ticket, kind: StateType | None, expected: int
) -> None:
    response = send(signed_in, ticket, state=default_state(kind).pk if kind else "")
    assert response.status_code == 200
    ticket.refresh_from_db()
    message = ticket.messages.last()
    assert message is not None
    assert (ticket.state_type, message.text, message.agent, message.to) == (expected, "Ciao Marta", giulia, [MARTA])
    assert message.delivery == Delivery.QUEUED


def test_undo_puts_the_words_back(signed_in: Client, giulia: Agent, ticket: Ticket) -> None:
    response = send(signed_in, ticket, reply_html="<p>Ciao <b>Marta</b></p>")
    signed_in.delete(undo_of(response), headers=HTMX)
    message = ticket.messages.filter(agent=giulia).get()
    assert message.delivery == Delivery.WITHDRAWN
    page = signed_in.get(f"/tickets/{ticket.pk}").content.decode()
    assert "&lt;p&gt;Ciao &lt;b&gt;Marta" in page
    assert f'id="message-{message.pk}"' not in page


def test_undo_is_too_late_once_it_left(signed_in: Client, ticket: Ticket) -> None:
    response = send(signed_in, ticket)
    Message.objects.filter(delivery=Delivery.QUEUED).update(delivery=Delivery.SENT)
    late = signed_in.delete(undo_of(response), headers=HTMX)
    assert "Too late" in late.headers["HX-Trigger"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"to": "marta"}, "“marta” is not an e-mail address."),
        ({"to": ""}, "Nobody would receive this."),
        ({"reply": "  "}, "There is nothing to send yet."),
        ({"cc": "x@y, nonsense"}, "is not an e-mail address."),
        ({"state": "99999"}, "That state no longer exists."),
    ],
)
def test_a_refused_reply_keeps_what_was_typed(
    signed_in: Client, ticket: Ticket, given: dict[str, str], words: str
) -> None:
    response = send(signed_in, ticket, **{"reply": "Parole preziose", **given})
    html = response.content.decode()
    assert response.status_code == 422 and words in html
    assert ("Parole preziose" in html) or given.get("reply") is not None
    assert ticket.messages.count() == 1


def test_news_since_the_answer_was_begun_is_shown_before_sending(
    signed_in: Client, olena: Agent, ticket: Ticket
) -> None:
    seen = ticket.last_message_id
    write_again(ticket, "Ho risolto da sola")
    response = send(signed_in, ticket, seen=seen, reply="Prova il ripristino")
    html = response.content.decode()
    assert response.status_code == 422 and "Ho risolto da sola" in html and "Prova il ripristino" in html
    ticket.refresh_from_db()
    assert send(signed_in, ticket, seen=seen, anyway=ticket.last_message_id).status_code == 200


def test_what_one_wrote_oneself_is_no_news(signed_in: Client, giulia: Agent, ticket: Ticket) -> None:
    noting.note(ticket, by=giulia, html="<p>mine</p>")
    assert send(signed_in, ticket, seen=ticket.last_message_id).status_code == 200


def test_a_note_is_never_mailed(signed_in: Client, giulia: Agent, olena: Agent, ticket: Ticket) -> None:
    html = f'<p><span class="mention" data-agent="{olena.pk}">@Olena Kovalenko</span> guarda</p>'
    signed_in.post(f"/tickets/{ticket.pk}/messages", {"mode": "note", "note_html": html, "to": MARTA}, headers=HTMX)
    note = ticket.messages.get(kind=MessageKind.NOTE)
    assert (note.delivery, note.to) == (Delivery.NONE, [])
    assert ticket.follows.filter(agent=olena).exists()


def test_a_closed_ticket_takes_notes_but_no_reply(signed_in: Client, matter: Matter) -> None:
    closed = matter(state=StateType.CLOSED)
    assert b"closed is final" in send(signed_in, closed).content
    signed_in.post(f"/tickets/{closed.pk}/messages", {"mode": "note", "note": "for later"}, headers=HTMX)
    assert closed.messages.filter(kind=MessageKind.NOTE).count() == 1


def test_without_script_a_reply_is_plain_and_leads_back(signed_in: Client, ticket: Ticket) -> None:
    response = signed_in.post(f"/tickets/{ticket.pk}/messages", {"mode": "reply", "to": MARTA, "reply": "Uno\n\nDue"})
    message = ticket.messages.last()
    assert message is not None
    assert response.headers["Location"] == f"/tickets/{ticket.pk}#message-{message.pk}"
    assert message.html == "<p>Uno</p><p>Due</p>"


def test_observers_read_and_cannot_write(client: Client, observer: Agent, ticket: Ticket) -> None:
    client.force_login(observer)
    page = client.get(f"/tickets/{ticket.pk}")
    assert b"You may read this" in page.content and b'id="composer"' not in page.content
    assert send(client, ticket).status_code == 422
    assert ticket.messages.count() == 1


def test_solving_and_opening_again(signed_in: Client, ticket: Ticket) -> None:
    signed_in.post(f"/tickets/{ticket.pk}/closure", headers=HTMX)
    ticket.refresh_from_db()
    assert ticket.state_type == StateType.SOLVED
    signed_in.delete(f"/tickets/{ticket.pk}/closure", headers=HTMX)
    ticket.refresh_from_db()
    assert ticket.state_type == StateType.OPEN


def test_an_outsider_is_flagged_and_may_be_let_in_or_removed(signed_in: Client, ticket: Ticket) -> None:
    from ponte.customers import finding
    from ponte.tickets import participating

    stranger, _ = finding.find_or_make("curioso@altrove.example", name="Curioso")
    row = participating.add(ticket, stranger, "curioso@altrove.example", by=stranger, confirmed=False)
    receiving.receive(ticket, stranger, Incoming(text="Fammi entrare", at=clock.now()), flagged=True)
    page = signed_in.get(f"/tickets/{ticket.pk}").content
    assert b"is not part of this ticket" in page and b"Let in" in page
    signed_in.post(f"/tickets/{ticket.pk}/participants/{row.pk}", headers=HTMX)
    row.refresh_from_db()
    assert row.is_confirmed
    signed_in.delete(f"/tickets/{ticket.pk}/participants/{row.pk}", headers=HTMX)
    assert not ticket.participants.exists()


def test_what_is_new_comes_alone(signed_in: Client, ticket: Ticket) -> None:
    last = ticket.last_message_id
    write_again(ticket, "Novità")
    html = signed_in.get(f"/tickets/{ticket.pk}/now?after={last}").content.decode()
    assert "Novità" in html and f'id="message-{last}"' not in html


def test_a_failed_reply_says_why_and_is_tried_again(
    signed_in: Client, giulia: Agent, ticket: Ticket, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ponte.channels.email.models import Outgoing, OutgoingStatus
    from ponte.channels.email.outgoing import outbox

    message = replying.reply(ticket, by=giulia, html="<p>x</p>", to=[MARTA], at=clock.now() - timedelta(hours=1))
    Message.objects.filter(pk=message.pk).update(
        delivery=Delivery.FAILED, delivery_detail="refused: 550 no such user"
    )
    row = Outgoing.objects.create(
        message=message, ticket=ticket, sender="s@velora.example", rfc_message_id="x@y", status=OutgoingStatus.FAILED
    )
    page = signed_in.get(f"/tickets/{ticket.pk}").content
    assert b"Not sent: The mail server refused it: 550 no such user" in page and b"Try again" in page
    address = f"/messages/{message.pk}/sending"
    assert "No mail server" in signed_in.post(address, headers=HTMX).headers["HX-Trigger"]
    monkeypatch.setattr(outbox, "outgoing_server", lambda: object())
    bounced = ticket.requester.identities.filter(value=MARTA)
    assert bounced.update(bounced_at=clock.now(), bounce_reason="550 no such user") == 1
    signed_in.post(address, headers=HTMX)
    assert bounced.get().bounced_at is None  # or it would be left out again
    row.refresh_from_db()
    message.refresh_from_db()
    assert (row.status, message.delivery) == (OutgoingStatus.QUEUED, Delivery.QUEUED)


def test_drafts_of_two_tabs_do_not_overwrite_each_other(signed_in: Client, giulia: Agent, ticket: Ticket) -> None:
    address = f"/tickets/{ticket.pk}/drafts/reply"
    first = signed_in.post(address, {"html": "<p>uno</p>", "version": ""}).json()
    second = signed_in.post(address, {"html": "<p>due</p>", "version": ""})
    assert second.status_code == 409 and "uno" in second.json()["html"]
    kept = signed_in.post(address, {"html": "<p>due</p>", "version": "", "mine": "1"})
    assert kept.status_code == 200 and Draft.objects.get().html == "<p>due</p>"
    assert signed_in.post(address, {"html": "x", "version": first["version"]}).status_code == 409
    signed_in.delete(address)
    assert not Draft.objects.exists()
