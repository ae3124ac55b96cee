"""The test of a mailbox says which step fails."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from ponte.channels.email import testing_mailbox
from ponte.channels.email.models import AfterFetching, ImapAuth, ImapSecurity, Mailbox
from ponte.channels.email.oauth import Grant, sealed
from ponte.channels.email.secrets import seal
from ponte.channels.email.tests.dovecot import PASSWORD, Dovecot, free_port
from ponte.channels.email.tests.provider import Provider
from ponte.config.reading import SmtpServer

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not shutil.which("dovecot", path="/usr/sbin:/usr/bin"), reason="needs dovecot-imapd"),
]


class Fussy:
    async def handle_MAIL(self, server: object, session: object, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        envelope.mail_from = address
        return "250 OK" if address.startswith("support@") else "553 not your address"


@pytest.fixture
def outgoing(settings: Any) -> Iterator[None]:
    controller = Controller(Fussy(), hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.PONTE = replace(settings.PONTE, smtp=SmtpServer("127.0.0.1", controller.port, "none"))
    yield
    controller.stop()


@pytest.fixture
def box(server: Dovecot, outgoing: None) -> Mailbox:
    """As a form holds it: not saved."""
    return Mailbox(
        address="support@velora.example",
        imap_host="localhost",
        imap_port=server.port,
        imap_security=ImapSecurity.NONE,
        imap_username="tested",
        secret=seal(PASSWORD),
    )


def told(box: Mailbox) -> list[tuple[str, bool]]:
    return [(step.name, step.ok) for step in testing_mailbox.test(box)]


SENDING = [("Reach the outgoing server", True), ("Send as this address", True)]


def test_all_is_well(box: Mailbox) -> None:
    assert told(box) == [
        ("Find the server", True),
        ("Connect", True),
        ("Sign in", True),
        ("Open the folder", True),
        *SENDING,
    ]


@pytest.mark.parametrize(
    ("wrong", "step"),
    [
        ({"imap_host": "no-such-host.invalid"}, "Find the server"),
        ({"imap_port": 1}, "Connect"),
        ({"imap_security": ImapSecurity.TLS}, "Encrypt the connection"),
        ({"secret": b"sealed with another key"}, "Sign in"),
        ({"imap_folder": "Nowhere"}, "Open the folder"),
        ({"imap_after": AfterFetching.MOVE}, "Put away"),
    ],
)
def test_the_failing_step_is_named_with_a_mend(box: Mailbox, wrong: dict[str, Any], step: str) -> None:
    for name, value in wrong.items():
        setattr(box, name, value)
    steps = testing_mailbox.test(box)
    failed = [each for each in steps if not each.ok]
    assert [each.name for each in failed] == [step]
    assert failed[0].detail
    assert failed[0].mend
    assert [(each.name, each.ok) for each in steps[-2:]] == SENDING


def test_a_wrong_password(box: Mailbox) -> None:
    box.secret = seal("wrong")
    failed = next(step for step in testing_mailbox.test(box) if not step.ok)
    assert (failed.name, "password" in failed.mend) == ("Sign in", True)
    assert "wrong" not in failed.detail


def test_an_untrusted_certificate(box: Mailbox, server: Dovecot) -> None:
    box.imap_security, box.imap_port = ImapSecurity.TLS, server.tls_port
    failed = next(step for step in testing_mailbox.test(box) if not step.ok)
    assert (failed.name, "certificate" in failed.mend) == ("Encrypt the connection", True)


def test_consent_that_was_taken_back(box: Mailbox, provider: Provider) -> None:
    box.imap_auth = ImapAuth.GMAIL
    box.secret = sealed(Grant("ponte", "hush", "revoked", token_url=provider.token_url))
    failed = next(step for step in testing_mailbox.test(box) if not step.ok)
    assert (failed.name, "expired or revoked" in failed.detail) == ("Sign in", True)
    assert "consent" in failed.mend


def test_an_address_that_the_outgoing_server_refuses(box: Mailbox) -> None:
    box.address = "other@velora.example"
    failed = next(step for step in testing_mailbox.test(box) if not step.ok)
    assert (failed.name, failed.detail) == ("Send as this address", "553 not your address")


def test_without_servers_it_says_so(settings: Any) -> None:
    settings.PONTE = replace(settings.PONTE, smtp=None)
    assert told(Mailbox(address="support@velora.example")) == [("Receiving", True), ("Send", False)]
