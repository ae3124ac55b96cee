"""Tokens from a provider, and a real IMAP server that asks the provider about them."""

from __future__ import annotations

import shutil
from urllib.parse import parse_qs, urlsplit

import pytest

from ponte.channels.email import imap, oauth
from ponte.channels.email.fetching import fetch_new
from ponte.channels.email.models import ImapAuth, ImapSecurity, Inbound, Mailbox
from ponte.channels.email.oauth import Grant, OAuthError, access_token, grant_of, sealed
from ponte.channels.email.secrets import LostSecret
from ponte.channels.email.tests.dovecot import Dovecot
from ponte.channels.email.tests.provider import Provider
from ponte.channels.email.tests.samples import mail
from ponte.tickets.models import Brand

pytestmark = pytest.mark.django_db


@pytest.fixture
def gmail(provider: Provider) -> Mailbox:
    provider.turns = False
    provider.refresh_tokens["consented"] = "gmail@velora.example"
    return Mailbox.objects.create(
        address="gmail@velora.example",
        brand=Brand.objects.get(is_default=True),
        imap_auth=ImapAuth.GMAIL,
        secret=sealed(Grant("ponte", "hush", "consented", token_url=provider.token_url)),
    )


@pytest.mark.skipif(not shutil.which("dovecot", path="/usr/sbin:/usr/bin"), reason="needs dovecot-imapd")
def test_signs_in_with_a_token_and_fetches(gmail: Mailbox, server: Dovecot) -> None:
    gmail.imap_host, gmail.imap_port, gmail.imap_security = "127.0.0.1", server.port, ImapSecurity.NONE
    gmail.save()
    server.put("gmail@velora.example", mail())
    with imap.opened(gmail) as client:
        assert fetch_new(client, gmail, 1_000_000) == 1
    assert Inbound.objects.get().mailbox == gmail


def test_a_token_is_used_until_it_ends(gmail: Mailbox, provider: Provider) -> None:
    asked = len(provider.asked)
    assert access_token(gmail) == access_token(gmail)
    assert len(provider.asked) == asked + 1
    oauth.forget(gmail)
    access_token(gmail)
    assert len(provider.asked) == asked + 2


def test_a_refresh_token_that_turns_is_kept(gmail: Mailbox, provider: Provider) -> None:
    provider.turns = True
    access_token(gmail)
    kept = grant_of(Mailbox.objects.get())
    assert kept.refresh_token.startswith("refresh-")
    oauth.forget(gmail)
    assert access_token(Mailbox.objects.get())


def test_consent_gives_a_grant(provider: Provider) -> None:
    grant = Grant("ponte", "hush", tenant="velora", token_url=provider.token_url)
    asked = parse_qs(urlsplit(oauth.consent_url(ImapAuth.OUTLOOK, grant, "https://p.example/back", "s1")).query)
    assert (asked["client_id"], asked["state"], asked["response_type"]) == (["ponte"], ["s1"], ["code"])
    assert "offline_access" in asked["scope"][0]
    assert oauth.redeem(ImapAuth.OUTLOOK, grant, "yes", "https://p.example/back").refresh_token == "first"
    with pytest.raises(OAuthError):
        oauth.redeem(ImapAuth.OUTLOOK, grant, "no", "https://p.example/back")


@pytest.mark.parametrize(
    ("grant", "is_final"),
    [
        (Grant("ponte", "hush", "gone"), True),
        (Grant("ponte", "wrong", "consented"), True),
        (Grant("ponte", "hush", "consented", token_url="http://127.0.0.1:1/token"), False),
        (Grant("ponte", "hush", "consented", token_url="file:///etc/passwd"), True),
    ],
)
def test_refusals(gmail: Mailbox, provider: Provider, grant: Grant, is_final: bool) -> None:
    from dataclasses import replace

    gmail.secret = sealed(grant if grant.token_url else replace(grant, token_url=provider.token_url))
    with pytest.raises(OAuthError) as refused:
        access_token(gmail)
    assert refused.value.is_final is is_final


def test_what_was_sealed_with_another_key_is_lost(gmail: Mailbox, settings) -> None:  # type: ignore[no-untyped-def]
    before = settings.SECRET_KEY
    settings.SECRET_KEY = "another secret that is long enough"
    with pytest.raises(LostSecret):
        grant_of(gmail)
    settings.SECRET_KEY_FALLBACKS = [before]
    assert grant_of(gmail).refresh_token == "consented"
