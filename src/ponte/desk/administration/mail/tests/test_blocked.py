"""The list of blocked senders: what was caught stands there, is read, and is let in."""

from __future__ import annotations

import pytest
from django.test import Client

from ponte.channels.email import blocking
from ponte.channels.email.models import BlockedSender, Disposition, Inbound, Mailbox
from ponte.channels.email.tests.samples import arrive, mail
from ponte.team.models import Agent
from ponte.tickets.models import Brand, Ticket

pytestmark = pytest.mark.django_db
LIST = "/administration/mail/blocked"


@pytest.fixture
def mailbox(db: None) -> Mailbox:
    return Mailbox.objects.create(address="support@velora.example", brand=Brand.objects.get())


@pytest.fixture
def signed_in(client: Client, admin: Agent) -> Client:
    client.force_login(admin)
    return client


def test_who_is_blocked_by_whom_and_how_much_was_caught(
    signed_in: Client, mailbox: Mailbox, ticket: Ticket, giulia: Agent
) -> None:
    blocking.block("spam@evil.example", by=giulia, ticket=ticket)
    kept = arrive(mail(sender="spam@evil.example", subject="Cheap batteries"))
    page = signed_in.get(LIST).content.decode()
    assert all(words in page for words in ("spam@evil.example", "Giulia Ferri", f"#{ticket.pk}", ">1</a>"))
    found = signed_in.get("/administration/mail/received?kept_out=spam@evil.example").content.decode()
    assert "Cheap batteries" in found and "Kept out: spam@evil.example" in found
    assert f"{LIST}/" in signed_in.get(f"/administration/mail/received/{kept.pk}").content.decode()
    assert "spam@evil.example" not in signed_in.get(f"{LIST}?q=nobody").content.decode().split("search")[-1]


def test_a_domain_is_added_and_what_is_wrong_is_said(signed_in: Client, mailbox: Mailbox) -> None:
    assert signed_in.post(LIST, {"address": "evil.example"}).status_code == 302
    assert BlockedSender.objects.get().address == "@evil.example"
    answer = signed_in.post(LIST, {"address": "support@velora.example"})
    assert answer.status_code == 422
    assert b"Your own mail" in answer.content and b"support@velora.example" in answer.content


def test_unblocking_leaves_what_was_kept_out_unless_asked(signed_in: Client, mailbox: Mailbox, giulia: Agent) -> None:
    for let_in, left in (("", Disposition.SUPPRESSED), ("on", Disposition.PENDING)):
        row = blocking.block("spam@evil.example", by=giulia)
        kept = arrive(mail(sender="spam@evil.example"))
        assert b"kept out" in signed_in.get(f"{LIST}/{row.pk}").content
        assert signed_in.post(f"{LIST}/{row.pk}", {"let_in": let_in}).status_code == 302
        assert Inbound.objects.get(pk=kept.pk).disposition == left
        assert not BlockedSender.objects.exists()


def test_the_list_costs_the_same_however_long(
    signed_in: Client, mailbox: Mailbox, giulia: Agent, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        blocking.block(f"spam{number}@evil.example", by=giulia)
    signed_in.get(LIST)
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        signed_in.get(LIST)
