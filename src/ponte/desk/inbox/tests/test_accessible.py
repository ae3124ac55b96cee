"""axe finds nothing on the screens of the desk, in five languages, light and dark, wide and on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import noting, receiving, replying
from ponte.tickets.incoming import Incoming
from ponte.tickets.models import Ticket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.mark.parametrize(
    ("language", "scheme", "width"),
    [
        ("en", "light", 1440),
        ("it", "dark", 1440),
        ("es", "light", 390),
        ("uk", "light", 1440),
        ("pt-br", "dark", 390),
    ],
)
def test_axe_finds_nothing(
    chromium: Browser,
    live_server: object,
    giulia: Agent,
    olena: Agent,
    matter: Callable[..., Ticket],
    language: str,
    scheme: str,
    width: int,
) -> None:
    from ponte.tickets import defaults

    defaults.ensure()
    Agent.objects.filter(pk=giulia.pk).update(locale=language)
    ticket = matter(tags=["rev-c"], assignee=olena)
    matter(minutes=700)
    replying.reply(ticket, by=giulia, html="<p>Ciao</p>", to=["marta.bellini@posteo.it"])
    noting.note(ticket, by=olena, html="<p>nota</p>")
    html = "<table><tr><td>ciao <img data-remote-src='https://x.example/p.png' alt='x'></td></tr></table>"
    receiving.receive(ticket, ticket.requester, Incoming(text="ciao", html=html, at=clock.now()))
    client = Client()
    client.force_login(giulia)
    context = chromium.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    cookie = client.cookies["ponte_session"].value
    context.add_cookies([{"name": "ponte_session", "value": cookie, "url": str(live_server)}])
    page = context.new_page()
    found: list[str] = []
    addresses = [
        "/inbox/all",
        "/inbox/all?priority=4&filters=1",
        f"/tickets/{ticket.pk}",
        f"/tickets/{ticket.pk}/properties/tags",
        "/tickets/new",
        "/customers/",
        f"/customers/{ticket.requester_id}",
        f"/customers/{ticket.requester_id}/edit",
        f"/customers/{ticket.requester_id}/merge",
        "/organisations/",
        "/organisations/new",
    ]
    for address in addresses:
        page.goto(f"{live_server}{address}")
        page.wait_for_timeout(400)  # the queue beside a ticket comes by itself; the live feed never rests
        for violation in Axe().run(page, options=RULES).response["violations"]:
            found += [f"{address}: {violation['id']} {node['html'][:160]}" for node in violation["nodes"][:2]]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{address}: scrolls sideways")
    context.close()
    assert found == []
