"""A mailbox at Google or Microsoft is connected by its owner's consent."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from ponte.channels.email import oauth
from ponte.channels.email.models import Mailbox
from ponte.channels.email.tests import provider
from ponte.desk.administration.mail.tests.test_mailboxes import NEW, typed
from ponte.team.models import Agent

pytestmark = pytest.mark.django_db
BACK = "/administration/mail/consent"


@pytest.fixture
def signed_in(client: Client, admin: Agent) -> Client:
    client.force_login(admin)
    return client


@pytest.fixture
def mailbox(signed_in: Client) -> Mailbox:
    fields = typed(imap_auth="gmail", imap_host="imap.gmail.com", client_id="ponte", client_secret="hush")
    assert signed_in.post(NEW, fields).status_code == 302
    return Mailbox.objects.get()


def asked(client: Client, mailbox: Mailbox) -> dict[str, list[str]]:
    answer = client.get(f"/administration/mail/mailboxes/{mailbox.pk}/consent")
    assert answer.headers["Location"].startswith("https://accounts.google.com/")
    return parse_qs(urlsplit(answer.headers["Location"]).query)


def test_consent_leads_to_the_provider_and_back(signed_in: Client, mailbox: Mailbox) -> None:
    query = asked(signed_in, mailbox)
    assert query["client_id"] == ["ponte"]
    assert query["redirect_uri"][0].endswith(BACK)
    with provider.running() as google:
        mailbox.secret = oauth.sealed(replace(oauth.grant_of(mailbox), token_url=google.token_url))
        mailbox.save()
        signed_in.get(BACK, {"state": query["state"][0], "code": "yes"})
    mailbox.refresh_from_db()
    assert oauth.grant_of(mailbox).refresh_token == "first"
    page = signed_in.get(f"/administration/mail/mailboxes/{mailbox.pk}").content.decode()
    assert "Connected" in page
    assert "hush" not in page


def test_a_refused_consent_says_so_and_keeps_the_rest(signed_in: Client, mailbox: Mailbox) -> None:
    query = asked(signed_in, mailbox)
    answer = signed_in.get(BACK, {"state": query["state"][0], "error": "access_denied"})
    assert answer.status_code == 302
    mailbox.refresh_from_db()
    assert oauth.grant_of(mailbox).client_id == "ponte"


@pytest.mark.parametrize("state", ["", "forged"])
def test_an_answer_that_nobody_asked_for_is_not_taken(signed_in: Client, mailbox: Mailbox, state: str) -> None:
    assert signed_in.get(BACK, {"state": state, "code": "yes"}).status_code == 404


def test_an_answer_is_taken_once(signed_in: Client, mailbox: Mailbox) -> None:
    state = asked(signed_in, mailbox)["state"][0]
    signed_in.get(BACK, {"state": state, "error": "x"})
    assert signed_in.get(BACK, {"state": state, "code": "yes"}).status_code == 404


def test_another_application_drops_the_old_consent(signed_in: Client, mailbox: Mailbox) -> None:
    mailbox.secret = oauth.sealed(replace(oauth.grant_of(mailbox), refresh_token="old"))
    mailbox.save()
    fields = typed(imap_auth="gmail", imap_host="imap.gmail.com", client_id="other", address=mailbox.address)
    signed_in.post(f"/administration/mail/mailboxes/{mailbox.pk}", fields)
    mailbox.refresh_from_db()
    assert oauth.grant_of(mailbox).refresh_token == ""
    assert oauth.grant_of(mailbox).client_secret == "hush"


def test_moving_needs_a_folder(signed_in: Client) -> None:
    answer = signed_in.post(NEW, typed(imap_after="move"))
    assert answer.status_code == 422
    assert b"Say into which folder." in answer.content
