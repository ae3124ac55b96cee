"""Who may open which page of the administration of mail, brands, states, tags, languages and the journal."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from ponte.channels.email.models import Disposition, Inbound, Mailbox, Outgoing, OutgoingStatus
from ponte.team.models import Agent
from ponte.tickets.models import Brand, State, Tag

pytestmark = pytest.mark.django_db
Colleague = Callable[[str], Agent]

A, M, C = "admin", "serena", "giulia"
EVERYBODY = (A, M, C, "olena", "product", "observer")
PAGES = [
    ("/administration/mail/received", "GET", (A, M)),
    ("/administration/mail/received/{inbound}", "GET", (A, M)),
    ("/administration/mail/received/{inbound}/source", "GET", (A,)),
    ("/administration/mail/received/{inbound}/replay", "POST", (A,)),
    ("/administration/mail/sent", "GET", (A, M)),
    ("/administration/mail/sent/{outgoing}", "GET", (A, M)),
    ("/administration/mail/sent/{outgoing}/source", "GET", (A,)),
    ("/administration/mail/sent/{outgoing}/attempt", "POST", (A,)),
    ("/administration/mail/sent/{outgoing}/abandonment", "POST", (A,)),
    ("/administration/mail/sent/release", "POST", (A,)),
    ("/administration/mail/mailboxes", "GET", (A, M)),
    ("/administration/mail/mailboxes/new", "GET", (A,)),
    ("/administration/mail/mailboxes/{mailbox}", "GET", (A,)),
    ("/administration/mail/mailboxes/{mailbox}/closure", "POST", (A,)),
    ("/administration/mail/server/test", "POST", (A,)),
    ("/administration/brands/", "GET", (A, M)),
    ("/administration/brands/new", "GET", (A, M)),
    ("/administration/brands/{brand}", "GET", (A, M)),
    ("/administration/brands/preview", "POST", (A, M)),
    ("/administration/states/", "GET", (A, M)),
    ("/administration/states/new", "GET", (A, M)),
    ("/administration/states/{state}", "GET", (A, M)),
    ("/administration/states/{state}/usual", "POST", (A, M)),
    ("/administration/states/{state}/place", "POST", (A, M)),
    ("/administration/tags/", "GET", (A, M, C)),
    ("/administration/tags/{tag}", "GET", (A, M, C)),
    ("/administration/tags/{tag}/removal", "POST", (A, M, C)),
    ("/administration/languages/", "GET", (A, M)),
    ("/administration/journal/", "GET", (A, M)),
    ("/administration/journal/export.csv", "GET", (A, M)),
    ("/administration/journal/export.json", "GET", (A, M)),
]


@pytest.fixture
def things() -> dict[str, int]:
    brand = Brand.objects.get(is_default=True)
    mailbox = Mailbox.objects.create(address="support@velora.example", brand=brand)
    raw = b"From: marta@posteo.it\r\nSubject: Batteria\r\n\r\nCiao"
    inbound = Inbound.objects.create(
        road="smtp", raw=raw, size=len(raw), sha256="0" * 64, disposition=Disposition.NEW_TICKET
    )
    outgoing = Outgoing.objects.create(
        sender=mailbox.address, rfc_message_id="a@b", raw=raw, status=OutgoingStatus.SENT, recipients=["m@x.it"]
    )
    return {
        "brand": brand.pk,
        "mailbox": mailbox.pk,
        "inbound": inbound.pk,
        "outgoing": outgoing.pk,
        "state": State.objects.first().pk,  # type: ignore[union-attr]
        "tag": Tag.objects.create(name="battery").pk,
    }


@pytest.mark.parametrize(("address", "method", "allowed"), PAGES, ids=[f"{row[1]} {row[0]}" for row in PAGES])
def test_each_page_lets_in_who_may(
    client: Client,
    colleague: Colleague,
    things: dict[str, int],
    address: str,
    method: str,
    allowed: tuple[str, ...],
) -> None:
    there = address.format(**things)
    assert client.generic(method, there).status_code in (302, 403)
    for key in EVERYBODY:
        client.force_login(colleague(key))
        Tag.objects.get_or_create(pk=things["tag"], defaults={"name": "battery"})
        answer = client.generic(method, there)
        assert answer.status_code == (403 if key not in allowed else answer.status_code), key
        assert answer.status_code < 400 or key not in allowed, (key, answer.status_code)
    client.force_login(colleague(A))
    wrong = "PUT" if method == "GET" else "GET"
    assert client.generic(wrong, there).status_code == 405


@pytest.mark.parametrize("address", [row[0] for row in PAGES if "{" in row[0]])
def test_what_is_not_there_is_not_found(client: Client, admin: Agent, address: str) -> None:
    client.force_login(admin)
    there = address.format(**dict.fromkeys(["brand", "mailbox", "inbound", "outgoing", "state", "tag"], 999_999))
    method = next(row[1] for row in PAGES if row[0] == address)
    assert client.generic(method, there).status_code == 404
