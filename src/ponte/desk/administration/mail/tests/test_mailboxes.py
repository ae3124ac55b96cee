"""Mailboxes are added, changed and refused; raw mail is handed out as a file and never as a page."""

from __future__ import annotations

import pytest
from django.test import Client

from ponte.channels.email import secrets
from ponte.channels.email.models import Disposition, Inbound, Mailbox
from ponte.events.models import Event
from ponte.team.models import Agent
from ponte.tickets.models import Brand

pytestmark = pytest.mark.django_db
NEW = "/administration/mail/mailboxes/new"


@pytest.fixture
def signed_in(client: Client, admin: Agent) -> Client:
    client.force_login(admin)
    return client


def typed(**fields: str) -> dict[str, str]:
    values = {"address": "Support@velora.example", "brand": str(Brand.objects.get().pk), "imap_port": "993"}
    return {**values, "imap_security": "tls", "imap_auth": "password", **fields}


def test_a_mailbox_is_added_and_its_password_is_not_readable(signed_in: Client) -> None:
    assert signed_in.post(NEW, typed(secret="hush, hush")).status_code == 302
    mailbox = Mailbox.objects.get()
    assert mailbox.address == "support@velora.example"
    assert b"hush" not in bytes(mailbox.secret or b"")
    assert secrets.unseal(mailbox.secret) == "hush, hush"
    assert b"hush" not in signed_in.get(f"/administration/mail/mailboxes/{mailbox.pk}").content
    assert Event.objects.filter(kind="mailbox.created").count() == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"address": "nonsense"}, "valid email"),
        ({"address": "support+tickets@velora.example"}, "after the +"),
        ({"imap_host": "https://imap.example.org"}, "name alone"),
        ({"imap_port": "99999"}, "65535"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    signed_in: Client, fields: dict[str, str], words: str
) -> None:
    answer = signed_in.post(NEW, typed(name="My own name", **fields))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "My own name" in answer.content.decode()
    assert not Mailbox.objects.exists()


def test_an_empty_password_keeps_the_stored_one(signed_in: Client) -> None:
    signed_in.post(NEW, typed(secret="hush, hush"))
    mailbox = Mailbox.objects.get()
    signed_in.post(f"/administration/mail/mailboxes/{mailbox.pk}", typed(name="Velora"))
    mailbox.refresh_from_db()
    assert (mailbox.name, secrets.unseal(mailbox.secret)) == ("Velora", "hush, hush")


def test_raw_mail_is_a_file_that_no_browser_runs(signed_in: Client) -> None:
    raw = b"Content-Type: text/html\r\n\r\n<script>alert(1)</script>"
    mail = Inbound.objects.create(
        road="smtp", raw=raw, size=len(raw), sha256="0" * 64, disposition=Disposition.FAILED
    )
    answer = signed_in.get(f"/administration/mail/received/{mail.pk}/source")
    assert answer.content == raw
    assert answer["Content-Type"].startswith("text/plain")
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"<script>alert" not in signed_in.get(f"/administration/mail/received/{mail.pk}").content
