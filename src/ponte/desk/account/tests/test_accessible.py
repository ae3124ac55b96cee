"""Our pages for everybody: axe in five languages, dark once, nothing wider than a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page
from tests.browser import SignedIn, accessible, scrolls_sideways
from tests.cast import engage

from ponte.demo import cast
from ponte.team import inviting
from ponte.team.models import Agent

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
INSIDE = (
    "/account",
    "/account/password",
    "/account/two-factor",
    "/account/passkeys",
    "/account/sessions",
    "/administration/people/",
    "/administration/people/{agent}",
    "/administration/people/invitations/new",
    "/administration/people/invitations/{invitation}",
    "/administration/teams/",
    "/administration/teams/{team}",
    "/administration/sign-in/",
)
OUTSIDE = ("/sign-in", "/password/reset", "/password/reset/sent", "/setup/used")


def addresses(admin: Agent) -> list[str]:
    olena = [engage(person.key) for person in cast.STAFF][2]
    invitation = inviting.invite("nadia.rossi@velora.example", role="agent", by=admin)
    names = {"agent": olena.pk, "invitation": invitation.pk, "team": olena.teams.all()[0].pk}
    return [each.format(**names) for each in INSIDE]


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_inside(signed_in_page: SignedIn, admin: Agent, language: str) -> None:
    scheme = "dark" if language == "uk" else "light"
    wanted = addresses(admin)
    page = signed_in_page(admin, wanted[0], language=language, scheme=scheme)
    for address in wanted:
        page.goto(address)
        accessible(page)
    page.set_viewport_size({"width": 390, "height": 844})
    for address in wanted:
        page.goto(address)
        assert not scrolls_sideways(page), address


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_outside(
    fresh_page: Callable[..., Page], admin: Agent, language: str, complaints_expected: None
) -> None:
    page = fresh_page(OUTSIDE[0], width=390, locale=language)
    for address in OUTSIDE:
        page.goto(address)
        accessible(page)
        assert not scrolls_sideways(page), address
