"""Files and frames: hostile content does nothing in our origin."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import attaching, receiving
from ponte.tickets.incoming import Incoming, IncomingFile
from ponte.tickets.models import Attachment, Message, Ticket

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 60
HOSTILE = (
    '<p onclick="alert(1)">hi</p><script>alert(1)</script><img src=x onerror=alert(1)>'
    '<iframe src=//evil.example></iframe><form action="//evil.example"><input></form>'
    '<a href="javascript:alert(1)">x</a><style>@import url(//evil.example)</style>'
    '<img data-remote-src="https://tracker.example/p.png"><svg onload=alert(1)></svg><base href="//evil.example">'
)


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


@pytest.fixture
def signed_in(client: Client, giulia: Agent) -> Client:
    client.force_login(giulia)
    return client


def attached(ticket: Ticket, name: str, kind: str, content: bytes) -> Attachment:
    return attaching.attach([IncomingFile(name, kind, content)], message=ticket.messages.first())[0]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("x.html", "text/html"), ("x.svg", "image/svg+xml"), ("x.pdf", "application/pdf"), ("x.xml", "text/xml")],
)
def test_all_but_plain_pictures_are_downloads(signed_in: Client, ticket: Ticket, name: str, kind: str) -> None:
    file = attached(ticket, name, kind, b"<script>alert(1)</script>")
    response = signed_in.get(f"/attachments/{file.pk}?inline=1")
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_a_picture_is_seen_in_the_page(signed_in: Client, ticket: Ticket) -> None:
    file = attached(ticket, "foto.png", "image/png", PNG)
    response = signed_in.get(f"/attachments/{file.pk}?inline=1")
    assert response.headers["Content-Type"] == "image/png" and body(response) == PNG
    assert response.headers["Content-Disposition"].startswith("inline")
    assert b"?inline=1" in signed_in.get(f"/tickets/{ticket.pk}").content


def test_a_name_in_cyrillic_survives(signed_in: Client, ticket: Ticket) -> None:
    file = attached(ticket, "рахунок.pdf", "application/pdf", b"x")
    header = signed_in.get(f"/attachments/{file.pk}").headers["Content-Disposition"]
    assert "filename*=utf-8''%D1%80%D0%B0" in header


def test_files_follow_the_ticket_s_scope(client: Client, tom: Agent, team: Any, matter: Any) -> None:
    file = attached(matter(team=team("Battery and motor")), "a.txt", "text/plain", b"x")
    client.force_login(tom)
    assert client.get(f"/attachments/{file.pk}").status_code == 404


def test_hostile_html_comes_without_anything_that_acts(signed_in: Client, ticket: Ticket) -> None:
    message = receiving.receive(ticket, ticket.requester, Incoming(text="hi", html=HOSTILE, at=clock.now()))
    Message.objects.filter(pk=message.pk).update(html=HOSTILE)  # as if an older version had kept it uncleaned
    response = signed_in.get(f"/messages/{message.pk}/html")
    html, policy = response.content.decode(), response.headers["Content-Security-Policy"]
    page = html.split("<body>")[1]
    for bad in ("<script", "onerror", "onclick", "javascript:", "<form", "<iframe", "<svg", "<style", "<base"):
        assert bad not in page
    assert "default-src 'none'" in policy and "sandbox allow-same-origin" in policy and "script-src" not in policy
    assert "allow-scripts" not in policy and response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert ' src="https://tracker.example' not in page and "https:" not in policy


def test_remote_pictures_come_only_when_asked_for(signed_in: Client, ticket: Ticket) -> None:
    html = '<table><tr><td><img data-remote-src="https://tracker.example/p.png"></td></tr></table>'
    message = receiving.receive(ticket, ticket.requester, Incoming(text="hi", html=html, at=clock.now()))
    page = signed_in.get(f"/tickets/{ticket.pk}").content
    assert b"Show pictures" in page
    response = signed_in.get(f"/messages/{message.pk}/html?images=1")
    assert b' src="https://tracker.example/p.png"' in response.content
    assert "https:" in response.headers["Content-Security-Policy"]


def test_files_go_into_the_draft_and_then_into_the_reply(signed_in: Client, ticket: Ticket) -> None:
    address = f"/tickets/{ticket.pk}/drafts/reply/files"
    html = signed_in.post(address, {"files": SimpleUploadedFile("nota.txt", b"ciao")}).content
    assert b"nota.txt" in html
    pictures = signed_in.post(address, {"files": SimpleUploadedFile("f.png", PNG, "image/png"), "inline": "1"}).json()
    shown = pictures["files"][0]["address"]
    signed_in.post(
        f"/tickets/{ticket.pk}/messages",
        {"mode": "reply", "to": "m@posteo.it", "reply_html": f'<p>Guarda</p><img src="{shown}">'},
    )
    reply = ticket.messages.last()
    assert reply is not None
    picture = reply.attachments.get(is_inline=True)
    assert f'src="cid:{picture.content_id}"' in reply.html
    assert reply.attachments.get(is_inline=False).filename == "nota.txt"
    assert f"/attachments/{picture.pk}?inline=1" in signed_in.get(f"/tickets/{ticket.pk}").content.decode()


def test_a_draft_s_file_belongs_to_its_writer_and_can_be_taken_out(
    signed_in: Client, giulia: Agent, olena: Agent, ticket: Ticket
) -> None:
    signed_in.post(f"/tickets/{ticket.pk}/drafts/note/files", {"files": SimpleUploadedFile("a.txt", b"x")})
    file = Attachment.objects.get()
    signed_in.force_login(olena)
    assert signed_in.get(f"/attachments/{file.pk}").status_code == 404
    signed_in.force_login(giulia)
    signed_in.delete(f"/attachments/{file.pk}")
    assert not Attachment.objects.exists()


def test_a_sent_file_is_not_taken_out(signed_in: Client, ticket: Ticket) -> None:
    file = attached(ticket, "a.txt", "text/plain", b"x")
    assert signed_in.delete(f"/attachments/{file.pk}").status_code == 404


def test_a_file_that_no_server_would_take_is_refused(signed_in: Client, ticket: Ticket, monkeypatch: Any) -> None:
    from ponte.desk.ticket import taking

    monkeypatch.setattr(taking, "LARGEST", 3)
    response = signed_in.post(
        f"/tickets/{ticket.pk}/drafts/reply/files", {"files": SimpleUploadedFile("a.txt", b"xxxx")}
    )
    assert response.status_code == 413 and b"a.txt" in response.content


def test_files_are_taken_from_a_form_without_script(signed_in: Client, ticket: Ticket, giulia: Agent) -> None:
    address = f"/tickets/{ticket.pk}/messages"
    files = [SimpleUploadedFile("a.txt", b"xxxx"), SimpleUploadedFile("b.pdf", b"%PDF", "application/pdf")]
    given = {"mode": "reply", "reply": "Ecco", "to": "not an address", "files": files}
    assert signed_in.post(address, given).status_code == 422
    assert [row.filename for row in Attachment.objects.filter(draft__agent=giulia)] == ["a.txt", "b.pdf"]
    given = {"mode": "reply", "reply": "Ecco", "to": "marta.bellini@posteo.it", "files": ""}
    assert signed_in.post(address, given).status_code == 302
    message = Message.objects.get(agent=giulia)
    assert sorted(row.filename for row in message.attachments.all()) == ["a.txt", "b.pdf"]


def test_a_file_too_large_without_script_sends_nothing(signed_in: Client, ticket: Ticket, monkeypatch: Any) -> None:
    from ponte.desk.ticket import taking

    monkeypatch.setattr(taking, "LARGEST", 3)
    given = {"mode": "reply", "reply": "Ecco", "to": "marta.bellini@posteo.it"}
    response = signed_in.post(
        f"/tickets/{ticket.pk}/messages", given | {"files": SimpleUploadedFile("a.txt", b"xxxx")}
    )
    assert response.status_code == 422 and b"a.txt" in response.content and b"Ecco" in response.content
    assert not Message.objects.filter(agent__isnull=False).exists()
