"""One's tokens, made in a browser and used by a program."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page
from tests.browser import SignedIn, accessible, scrolls_sideways

from ponte.team.models import Agent
from ponte.team.tokens import issuing
from ponte.team.tokens.models import Token


def asked(secret: str) -> int:
    return Client().get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"}).status_code


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_made_shown_once_and_revoked(
    signed_in_page: SignedIn, with_password: Callable[[Agent], Agent], giulia: Agent
) -> None:
    page: Page = signed_in_page(giulia, "/account/tokens")
    accessible(page)
    page.get_by_role("link", name="New token").click()
    page.get_by_label("What it is for").fill("Order system")
    accessible(page)
    page.get_by_role("button", name="Make the token").click()
    secret = page.get_by_label("Token “Order system”").input_value()
    accessible(page)
    assert asked(secret) == 200
    page.get_by_role("link", name="Done").click()
    assert page.get_by_text("Order system").is_visible()
    assert secret not in page.content()
    page.set_viewport_size({"width": 390, "height": 844})
    assert not scrolls_sideways(page)
    accessible(page)
    page.get_by_role("button", name="Revoke the token Order system").click()
    page.get_by_text("No tokens yet").wait_for()
    assert asked(secret) == 401


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_of_the_api(signed_in_page: SignedIn, giulia: Agent, scheme: str) -> None:
    page: Page = signed_in_page(giulia, "/api/docs", scheme=scheme)
    accessible(page)
    page.locator("#open_ticket > summary").click()
    assert page.get_by_text("external_id").first.is_visible()
    accessible(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert not scrolls_sideways(page)


def test_what_is_wrong_is_said_and_kept(client: Client, giulia: Agent) -> None:
    client.force_login(giulia)
    given = {"name": "Shop", "scopes": ["tickets:burn"], "lasts": "30"}
    response = client.post("/account/tokens/new", given)
    assert response.status_code == 422
    assert 'value="Shop"' in response.content.decode()
    assert not Token.objects.exists()


def test_another_s_token_is_not_there(client: Client, giulia: Agent, olena: Agent) -> None:
    token, secret = issuing.issue(giulia, name="Shop", scopes=["tickets:read"], by=giulia)
    client.force_login(olena)
    assert client.post(f"/account/tokens/{token.pk}/revocation").status_code == 404
    assert "Shop" not in client.get("/account/tokens").content.decode()
    assert asked(secret) == 200
