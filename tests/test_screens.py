"""Every page of Ponte is for everybody: axe finds nothing, and nothing is wider than a phone.

The pages are those of the table in `tests/test_permissions.py`, so a new page is held here without a line of its
own; give it something to show in `SHOWN` when its row speaks of nothing. Each page is looked at in one combination
of language, scheme and width, in turn; inbox and ticket in all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle, product
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect
from tests.browser import RULES, Axe, SignedIn, scrolls_sideways
from tests.cast import engage
from tests.test_permissions import OPEN, ROWS, Row, World, address, world

from ponte.channels.email.models import Inbound, Mailbox, Outgoing
from ponte.channels.email.outgoing.queueing import queue_replies
from ponte.channels.email.receiving_pipe import deliver
from ponte.customers import organising
from ponte.events.models import Event
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import changing, defaults, noting, receiving, replying
from ponte.tickets.incoming import Incoming
from ponte.tickets.models import Brand
from ponte.tickets.queues import Queue
from ponte.tickets.states import Priority

__all__ = ["world"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = 390, 1440
PARTS = 4  # that may run beside each other
LANGUAGES = [code for code, _name in settings.LANGUAGES]
ALL_WAYS = list(product(LANGUAGES, ("light", "dark"), (DESK, PHONE)))
# a step that has no common divisor with 20: neighbours differ in everything, and every way has its turn
WAYS = [ALL_WAYS[i * 7 % len(ALL_WAYS)] for i in range(len(ALL_WAYS))]
SETTLED = """Promise.all(document.getAnimations().filter(each => each instanceof CSSTransition)
    .map(each => each.finished.catch(() => 0)))"""
MAIL = b"""From: Marta Bellini <marta.bellini@posteo.it>\r
To: support@velora.example\r
Subject: La batteria si ferma al 62%, e il display non dice altro che E27 da lunedi mattina\r
Message-ID: <m1@posteo.it>\r
Content-Type: text/html; charset=utf-8\r
\r
<table width=900><tr><td>Buongiorno <b>a tutti</b><img src="https://x.example/p.png"></td></tr></table>\r
"""

SHOWN: dict[str, Callable[[World], list[Any]]] = {
    "received_mail_detail": lambda world: [Inbound.objects.latest("pk").pk],
    "sent_mail_detail": lambda world: [Outgoing.objects.latest("pk").pk],
    "mailbox": lambda world: [Mailbox.objects.latest("pk").pk],
    "customer:organisation": lambda world: [world.ticket.requester.organisation_id],
}
ASKED = {  # pages that look different when something is asked of them
    "inbox:all": ["?filters=1&priority=4", "?q=batteria"],
    "journal": ["?kind=ticket.replied"],
}


@pytest.fixture
def lived_in(world: World, admin: Agent, olena: Agent) -> World:
    """Enough in every room to see it at work."""
    defaults.ensure()
    Mailbox.objects.create(address="support@velora.example", name="Velora", brand=Brand.objects.get())
    velora = organising.create("Ciclofficina del Ponte Vecchio", domains=["posteo-velo.it"], by=admin)
    world.customer.organisation = velora
    world.customer.save()
    ticket = world.ticket
    changing.set_priority(ticket, Priority.URGENT, by=olena)
    changing.assign(ticket, olena, by=admin)
    replying.reply(ticket, by=olena, html="<p>Ciao Marta</p>", to=["marta.bellini@posteo.it"])
    noting.note(ticket, by=admin, html="<p>Guarda qui</p>")
    html = "<table><tr><td>ciao <img data-remote-src='https://x.example/p.png' alt='x'></td></tr></table>"
    receiving.receive(ticket, ticket.requester, Incoming(text="ciao", html=html, at=clock.now()))
    queue_replies(list(Event.objects.filter(kind="ticket.replied")))
    assert deliver(MAIL)["disposition"] == "new_ticket"
    return world


INSIDE = [row for row in ROWS if row.method == "GET" and row.who != OPEN and "A" in row.who]
OUTSIDE = [row for row in ROWS if row.method == "GET" and row.who == OPEN]


def pages(world: World, rows: list[Row]) -> Iterator[str]:
    """Where those of the rows are that are whole pages."""
    client = Client()
    client.force_login(engage("admin"))
    for row in rows:
        where = reverse(row.route, args=SHOWN[row.route](world)) if row.route in SHOWN else address(row, world)
        for more in ["", *ASKED.get(row.route, [])]:
            answer = (Client() if row.who == OPEN else client).get(where + more)
            if answer.status_code == 200 and b"<main" in getattr(answer, "content", b""):
                yield where + more


def look(page: Page, agent: Agent | None, where: str, *ways: tuple[str, str, int]) -> list[str]:
    """What is wrong with a page, seen in these ways, which share their language."""
    if agent:
        Agent.objects.filter(pk=agent.pk).update(locale=ways[0][0])
    page.goto(where)
    expect(page.locator(".htmx-request")).to_have_count(0)
    found = []
    for way in ways:
        page.set_viewport_size({"width": way[2], "height": 900})
        page.emulate_media(color_scheme=way[1])  # type: ignore[arg-type]
        page.evaluate(SETTLED)
        violations = Axe().run(page, options=RULES).response["violations"]
        found += [f"{way} {each['id']} {node['html'][:160]}" for each in violations for node in each["nodes"][:2]]
    page.set_viewport_size({"width": PHONE, "height": 844})
    if scrolls_sideways(page):
        found.append("is wider than a phone")
    return [f"{where} {words}" for words in found]


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_inside(lived_in: World, signed_in_page: SignedIn, admin: Agent, part: int) -> None:
    page = signed_in_page(admin, "/account")
    inside = list(pages(lived_in, INSIDE[part::PARTS]))
    ways = WAYS[part * 5 :] + WAYS[: part * 5]
    assert len(inside) > 10
    assert [words for where, way in zip(inside, cycle(ways)) for words in look(page, admin, where, way)] == []


def test_every_page_outside(lived_in: World, fresh_page: Callable[..., Page]) -> None:
    outside = list(pages(lived_in, OUTSIDE))
    found = []
    for where, way in zip(outside, WAYS[::3], strict=False):
        page = fresh_page(where, locale=way[0])
        found += look(page, None, where, way)
        page.close()
    assert len(outside) > 4
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_inbox_and_ticket_in_every_way(
    lived_in: World, signed_in_page: SignedIn, admin: Agent, language: str
) -> None:
    page = signed_in_page(admin, "/account")
    ways = [way for way in ALL_WAYS if way[0] == language]
    wanted = [f"/inbox/{Queue.ALL}", f"/tickets/{lived_in.ticket.pk}"]
    assert [words for where in wanted for words in look(page, admin, where, *ways)] == []


def test_refusals(lived_in: World, signed_in_page: SignedIn, tom: Agent, complaints_expected: None) -> None:
    page = signed_in_page(tom, "/account")
    wanted = ["/nowhere", f"/tickets/{lived_in.ticket.pk}", "/administration/people/", "/setup/used"]
    assert [
        words for where, way in zip(wanted, WAYS[5:9], strict=True) for words in look(page, tom, where, way)
    ] == []
