"""Signing in, with a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Page, expect
from tests.browser import SignedIn
from tests.cast import PASSWORD

from ponte.events.models import Event
from ponte.team import inviting, setup
from ponte.team.models import Agent

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Fresh = Callable[..., Page]


def sign_in(page: Page, agent: Agent, password: str = PASSWORD) -> None:
    page.goto("/sign-in?next=/account")
    page.get_by_label("E-mail address").fill(agent.email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def is_in(page: Page) -> None:
    expect(page).to_have_url(re.compile(r"/account$"))


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.fixture
def with_passkeys() -> Iterator[Callable[[Page], None]]:
    """Give a page a device that makes passkeys and always says yes."""

    def give(page: Page) -> None:
        device = page.context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        device.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )

    yield give


def test_the_first_administrator(fresh_page: Fresh, complaints_expected: None) -> None:
    link = setup.link()
    assert link
    page = fresh_page(link)
    page.get_by_label("Your name").fill("Anna Weber")
    page.get_by_label("Your e-mail address").fill("anna.weber@velora.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Make the administrator").click()
    page.wait_for_url("**/inbox/**")
    assert Agent.objects.get().is_administrator
    page.goto("/account")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Anna Weber")
    page.goto(link)
    expect(page.get_by_role("heading", name="This link no longer opens")).to_be_visible()


def test_password_wrong_and_right(
    fresh_page: Fresh, olena: Agent, with_password: Callable[[Agent], Agent], complaints_expected: None
) -> None:
    page = fresh_page("/sign-in")
    sign_in(page, with_password(olena), "not this one")
    expect(page.locator(".banner.negative")).to_contain_text("do not go together")
    expect(page.get_by_label("E-mail address")).to_have_value(olena.email)
    sign_in(page, olena)
    is_in(page)
    kinds = Event.objects.filter(subject=olena.journal_name).order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["agent.sign_in_failed", "agent.signed_in"]


def test_authenticator_app(fresh_page: Fresh, olena: Agent, with_password: Callable[[Agent], Agent]) -> None:
    page = fresh_page("/sign-in")
    sign_in(page, with_password(olena))
    is_in(page)
    page.goto("/account/two-factor")
    page.get_by_role("link", name="Set up").click()
    secret = page.locator("#secret").input_value()
    page.get_by_label("Code", exact=True).fill(code_of(secret))
    page.get_by_role("button", name="Switch it on").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    recovery = page.locator("#code-list code").first.inner_text()
    page.context.clear_cookies()
    sign_in(page, olena)
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    page.get_by_label("Code").fill(recovery)
    page.get_by_role("button", name="Sign in", exact=True).click()
    is_in(page)


def test_passkey(
    fresh_page: Fresh,
    olena: Agent,
    with_password: Callable[[Agent], Agent],
    with_passkeys: Callable[[Page], None],
) -> None:
    page = fresh_page("/sign-in")
    with_passkeys(page)
    sign_in(page, with_password(olena))
    is_in(page)
    page.goto("/account/passkeys/new")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.context.clear_cookies()
    page.goto("/sign-in?next=/account")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/inbox/**")
    page.goto("/account")
    is_in(page)
    assert Event.objects.filter(kind="agent.signed_in").latest("id").data["method"] == "passkey"


def test_ending_a_session_elsewhere(fresh_page: Fresh, olena: Agent, with_password: Callable[[Agent], Agent]) -> None:
    there, here = fresh_page("/sign-in"), fresh_page("/sign-in")
    for page in (there, here):
        sign_in(page, with_password(olena) if page is there else olena)
        is_in(page)
    here.goto("/account/sessions")
    expect(here.get_by_text("This one").first).to_be_visible()
    here.get_by_role("button", name="End all other sessions").click()
    expect(here.get_by_text("All other sessions are signed out.").first).to_be_visible()
    there.goto("/account")
    expect(there).to_have_url(re.compile(r"/sign-in\?next="))


def test_an_invitation(fresh_page: Fresh, signed_in_page: SignedIn, admin: Agent, complaints_expected: None) -> None:
    page = signed_in_page(admin, "/administration/people/invitations/new")
    page.get_by_label("E-mail address").fill(admin.email)
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_text("A colleague has this address already.").first).to_be_visible()
    page.get_by_label("E-mail address").fill("nadia.rossi@velora.example")
    page.get_by_role("button", name="Invite").click()
    link = page.locator("#link").input_value()
    invited = fresh_page(f"/invitation/{link.rpartition('/')[2]}")
    invited.get_by_label("Your name").fill("Nadia Rossi")
    invited.get_by_label("Password", exact=True).fill("short")
    invited.get_by_role("button", name="Make my account").click()
    expect(invited.get_by_label("Your name")).to_have_value("Nadia Rossi")
    invited.get_by_label("Password", exact=True).fill(PASSWORD)
    invited.get_by_role("button", name="Make my account").click()
    invited.wait_for_url("**/inbox/**")
    assert Agent.objects.get(email="nadia.rossi@velora.example").role == "agent"
    assert not inviting.pending().exists()
