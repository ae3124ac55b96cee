"""Two colleagues on one ticket, in two real browsers, before a real `ponte web` with its live feed."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page, expect
from tests.browser import session_for

from ponte.channels.email.models import Mailbox
from ponte.channels.email.receiving_pipe import deliver
from ponte.channels.notices.models import Notice
from ponte.config.postgres.tuning import free_port
from ponte.config.tests.started import Started
from ponte.events.consuming import drain
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import defaults, noting, receiving
from ponte.tickets.incoming import Incoming
from ponte.tickets.models import Brand, Ticket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EDITOR = "[data-editor=reply] .editor"
SOON = 10_000  # milliseconds; a fraction of a second on an idle machine
FIRST = b"""From: Marta Bellini <marta.bellini@posteo.it>\r
To: support@velora.example\r
Subject: La batteria si ferma al 62%\r
Message-ID: <first@posteo.it>\r
\r
Da ieri la batteria si ferma al 62%.\r
"""
SECOND = (
    FIRST.replace(b"first@", b"second@")
    .replace(b"\r\n\r\nDa ieri", b"\r\nIn-Reply-To: <first@posteo.it>\r\n\r\nE ora sul display c'e E27. Da ieri")
    .replace(b"Subject: ", b"Subject: Re: ")
)


@dataclass
class Web:
    """`ponte web` on the tests' database, which can be cut off and started again at the same port."""

    port: int = field(default_factory=free_port)
    running: Started | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        words = ("web", "--data", str(settings.DATA), "--port", str(self.port))
        self.running = Started(
            *words,
            DATABASE_URL=os.environ["DATABASE_URL"],
            PONTE_SECRET_KEY=settings.SECRET_KEY,
            PONTE_PUBLIC_URL=self.address,
        )
        self.running.wait_for("Ponte's web is ready")

    def cut(self) -> None:
        assert self.running
        self.running.process.send_signal(signal.SIGKILL)
        self.running.process.wait()


@pytest.fixture
def web(transactional_db: None) -> Iterator[Web]:
    defaults.ensure()
    made = Web()
    made.start()
    yield made
    if made.running and made.running.process.poll() is None:
        made.running.stop()


@pytest.fixture
def ticket(web: Web) -> Ticket:
    """Marta's question, with enough before it that the thread can be scrolled."""
    Mailbox.objects.create(address="support@velora.example", brand=Brand.objects.get(is_default=True))
    told = deliver(FIRST)
    ticket = Ticket.objects.get(pk=told["ticket"])
    for number in range(8):
        receiving.receive(
            ticket, ticket.requester, Incoming(text=f"Ancora {number}.\n" + "riga\n" * 12, at=clock.now())
        )
    return ticket


@pytest.fixture
def at_desk(web: Web, contexts: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """A colleague's browser, signed in at `ponte web`."""

    def sit(agent: Agent, address: str, **how: object) -> Page:
        context = contexts(**how)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_for(agent), "url": web.address}
        context.add_cookies([cookie])  # type: ignore[list-item]
        page = context.new_page()
        page.goto(web.address + address)
        return page

    return sit


def scrolled(page: Page) -> float:
    """How far the first visible message is from the top: what the reader would see jump."""
    return float(page.evaluate("document.querySelector('#thread article').getBoundingClientRect().top"))


def test_each_sees_the_other_and_loses_nothing(
    at_desk: Callable[..., Page], ticket: Ticket, olena: Agent, giulia: Agent, complaints_expected: None
) -> None:
    hers = at_desk(olena, f"/tickets/{ticket.pk}")
    theirs = at_desk(giulia, f"/tickets/{ticket.pk}")
    hers.locator(EDITOR).click()
    hers.keyboard.type("Buongiorno Marta, ")
    expect(theirs.locator("#thread-presence")).to_contain_text("Olena Kovalenko is writing a reply", timeout=SOON)

    hers.evaluate("document.getElementById('thread').scrollTop = -600")
    before = scrolled(hers)
    theirs.locator(EDITOR).click()
    theirs.keyboard.type("Ciao Marta, rispondo io")
    expect(hers.locator("#thread-presence")).to_contain_text("Giulia Ferri is writing a reply", timeout=SOON)
    theirs.keyboard.press("Control+Enter")
    expect(hers.locator("article.agent")).to_contain_text("rispondo io", timeout=SOON)
    expect(hers.locator("#talk-head")).to_contain_text("Pending", timeout=SOON)
    expect(hers.locator("#thread-presence")).not_to_contain_text("Giulia", timeout=SOON)
    hers.keyboard.type("ho visto")

    assert deliver(SECOND)["ticket"] == ticket.pk
    expect(hers.locator("#thread")).to_contain_text("sul display c'e E27", timeout=SOON)
    expect(hers.locator("#talk-head")).to_contain_text("Open", timeout=SOON)
    expect(hers.locator("#new-pill")).to_be_visible()
    expect(hers.locator(EDITOR)).to_have_text("Buongiorno Marta, ho visto")
    assert abs(scrolled(hers) - before) < 2

    hers.keyboard.press("Control+Enter")
    expect(hers.locator("#composer")).to_contain_text("Send anyway")
    expect(hers.locator("#composer .news").first).to_contain_text("rispondo io")
    expect(hers.locator(EDITOR)).to_have_text("Buongiorno Marta, ho visto")


def test_a_change_of_hands_is_seen_in_the_list_too(
    at_desk: Callable[..., Page], ticket: Ticket, olena: Agent, giulia: Agent
) -> None:
    hers = at_desk(olena, "/inbox/all")
    expect(hers.locator(".row")).to_have_count(1)
    theirs = at_desk(giulia, f"/tickets/{ticket.pk}")
    theirs.keyboard.press("e")
    expect(theirs.locator("#talk-head")).to_contain_text("Solved")
    expect(hers.locator(f"#row-{ticket.pk}")).to_have_class(re.compile("is-gone"), timeout=SOON)


def test_after_the_stream_was_cut_nothing_is_missing(
    at_desk: Callable[..., Page], web: Web, ticket: Ticket, olena: Agent, complaints_expected: None
) -> None:
    hers = at_desk(olena, f"/tickets/{ticket.pk}")
    hers.locator(EDITOR).click()
    hers.keyboard.type("Buongiorno")
    expect(hers.locator("[data-saved]")).to_contain_text("saved")
    web.cut()
    assert deliver(SECOND)["ticket"] == ticket.pk
    hers.keyboard.type(" Marta")
    hers.wait_for_timeout(1500)
    web.start()
    expect(hers.locator("#thread")).to_contain_text("sul display c'e E27", timeout=40_000)
    expect(hers.locator(EDITOR)).to_have_text("Buongiorno Marta")
    with hers.expect_response("**/drafts/reply"):
        hers.keyboard.type(",")
    hers.reload()
    expect(hers.locator(EDITOR)).to_have_text("Buongiorno Marta,")


def test_the_bell_rings_on_a_page_that_is_open(
    ticket: Ticket, at_desk: Callable[..., Page], olena: Agent, giulia: Agent
) -> None:
    hers = at_desk(olena, "/today")
    hers.wait_for_timeout(1000)  # until her page listens
    mention = f'<p><span class="mention" data-agent="{olena.pk}">@Olena</span> guarda</p>'
    note = noting.note(ticket, by=giulia, html=mention)
    while not Notice.objects.filter(agent=olena).exists():  # what the web has open may hold it back
        drain("notices")
        hers.wait_for_timeout(100)
    bell = hers.locator(".rail .bell .count")
    expect(bell).to_have_text("1", timeout=SOON)
    hers.locator(".rail .bell").click()
    hers.locator(".notice.is-unread a").click()
    expect(hers.locator(f"#message-{note.pk}")).to_be_in_viewport()
    expect(bell).to_be_empty()
