"""What an agent does all day, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import receiving
from ponte.tickets.incoming import Incoming
from ponte.tickets.models import Delivery, MessageKind, Ticket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Desk = Callable[..., Page]
EDITOR = "[data-editor=reply] .editor"


@pytest.fixture
def desk(chromium: Browser, live_server: object) -> Iterator[Desk]:
    """`desk(agent, "/inbox/all", width=390)`: a page of a signed-in agent; a script error fails the test."""
    wrong: list[str] = []
    contexts = []

    def opened(agent: Agent, address: str, *, width: int = 1440, height: int = 900) -> Page:
        client = Client()
        client.force_login(agent)
        context = chromium.new_context(viewport={"width": width, "height": height})
        contexts.append(context)
        cookie = client.cookies["ponte_session"].value
        context.add_cookies([{"name": "ponte_session", "value": cookie, "url": str(live_server)}])
        page = context.new_page()
        page.set_default_timeout(45_000)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(f"dialog: {dialog.message}"))
        page.goto(f"{live_server}{address}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture(autouse=True)
def states(transactional_db: None) -> None:
    """A flushed database has lost what migrations put in."""
    from ponte.tickets import defaults

    defaults.ensure()


CHANGED = (
    "ticket => document.dispatchEvent(new CustomEvent('ponte:changed', {detail: {ticket, kind: 'ticket.changed'}}))"
)


def write(page: Page, text: str, editor: str = EDITOR) -> None:
    page.locator(editor).click()
    page.keyboard.type(text)


def test_read_reply_undo_and_send(desk: Desk, giulia: Agent, ticket: Ticket) -> None:
    page = desk(giulia, "/inbox/unassigned")
    page.locator(".row").first.click()
    expect(page.locator("article.message")).to_contain_text("si ferma al 62%")
    write(page, "Ciao **Marta**, proviamo cosi")
    expect(page.locator("[data-saved]")).to_contain_text("saved")
    page.keyboard.press("Control+Enter")
    expect(page.locator("article.message.agent")).to_have_count(1)
    expect(page.locator(EDITOR)).to_have_text("")
    page.locator(".toast button").click()
    expect(page.locator(EDITOR)).to_have_text("Ciao Marta, proviamo cosi")
    expect(page.locator("article.message.agent")).to_have_count(0)
    page.keyboard.press("Control+Enter")
    expect(page.locator("article.message.agent")).to_have_count(1)
    expect(page.locator("#talk-head")).to_contain_text("Pending")
    sent = ticket.messages.get(agent=giulia, delivery=Delivery.QUEUED)
    assert "<b>Marta</b>" in sent.html
    ticket.messages.filter(pk=sent.pk).update(delivery=Delivery.SENT)
    page.evaluate(CHANGED, ticket.pk)
    expect(page.locator("article.message.agent .delivery")).to_have_text("Sent")
    ticket.messages.filter(pk=sent.pk).update(delivery=Delivery.WITHDRAWN)
    page.evaluate(CHANGED, ticket.pk)
    expect(page.locator("article.message.agent")).to_have_count(0)


def test_a_note_mentions_a_colleague(desk: Desk, giulia: Agent, olena: Agent, ticket: Ticket) -> None:
    page = desk(giulia, f"/tickets/{ticket.pk}")
    page.keyboard.press("n")
    expect(page.locator("[data-editor=note] .editor")).to_be_focused()
    page.keyboard.type("Guarda @ole")
    expect(page.get_by_role("option")).to_have_text("OKOlena KovalenkoAgent")
    page.keyboard.press("Enter")
    page.keyboard.type("per favore")
    page.keyboard.press("Control+Enter")
    expect(page.locator("article.note .mention")).to_have_text("@Olena Kovalenko")
    assert ticket.follows.filter(agent=olena).exists()
    assert ticket.messages.get(kind=MessageKind.NOTE).delivery == Delivery.NONE


def test_a_draft_survives_a_reload(desk: Desk, giulia: Agent, ticket: Ticket) -> None:
    page = desk(giulia, f"/tickets/{ticket.pk}")
    write(page, "Non perdermi")
    expect(page.locator("[data-saved]")).to_contain_text("saved")
    page.reload()
    expect(page.locator(EDITOR)).to_have_text("Non perdermi")


def test_what_changed_elsewhere_is_merged_while_one_types(desk: Desk, giulia: Agent, ticket: Ticket) -> None:
    page = desk(giulia, f"/tickets/{ticket.pk}")
    write(page, "Sto scriv")
    incoming = Incoming(text="Risolto da sola", at=clock.now(), sender_address="marta.bellini@posteo.it")
    receiving.receive(ticket, ticket.requester, incoming)
    page.evaluate(CHANGED, ticket.pk)
    expect(page.locator("article.message").last).to_contain_text("Risolto da sola")
    page.keyboard.type("endo")
    expect(page.locator(EDITOR)).to_have_text("Sto scrivendo")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#composer-error")).to_contain_text("Something new arrived")
    expect(page.locator(EDITOR)).to_have_text("Sto scrivendo")
    page.get_by_role("button", name="Send anyway").click()
    expect(page.locator("article.message.agent")).to_contain_text("Sto scrivendo")


def test_a_property_is_changed_in_place(desk: Desk, giulia: Agent, ticket: Ticket) -> None:
    page = desk(giulia, f"/tickets/{ticket.pk}")
    page.locator("[data-edit=priority]").click()
    page.locator("#property-value").select_option("4")
    expect(page.locator("#part-ticket")).to_contain_text("Urgent")
    expect(page.locator("#property-popover")).to_be_hidden()
    expect(page.locator("[data-edit=priority]")).to_be_focused()


def test_the_keyboard_alone_is_enough(desk: Desk, giulia: Agent, matter: Callable[..., Ticket]) -> None:
    first, second = matter(minutes=90), matter(minutes=30, address="a@b.example", name="Anna")
    page = desk(giulia, "/inbox/all")
    page.locator("#rows").wait_for()
    for key in ("j", "j", "Enter"):
        page.keyboard.press(key)
    expect(page.locator(f"#talk-in[data-ticket='{second.pk}']")).to_have_count(1)
    page.keyboard.press("e")
    expect(page.locator("#talk-head")).to_contain_text("Solved")
    page.keyboard.press("z")
    expect(page.locator("#talk-head")).to_contain_text("Open")
    page.keyboard.press("u")
    expect(page.locator(f".row[data-ticket='{second.pk}']")).to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_contain_text("Reply")
    assert first.pk != second.pk


def test_several_are_chosen_and_taken(desk: Desk, giulia: Agent, matter: Callable[..., Ticket]) -> None:
    tickets = [matter(minutes=each) for each in (10, 20, 30)]
    page = desk(giulia, "/inbox/unassigned")
    page.locator("#rows").wait_for()
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    page.locator("#chosen button[value='assignee:me']").click()
    expect(page.locator(".row-item")).to_have_count(1)
    page.locator(".toast button").click()
    expect(page.locator(".row-item")).to_have_count(3)
    assert not Ticket.objects.filter(pk__in=[each.pk for each in tickets], assignee=giulia).exists()


def test_on_a_phone_one_pane_at_a_time(desk: Desk, giulia: Agent, ticket: Ticket) -> None:
    page = desk(giulia, "/inbox/unassigned", width=390, height=844)
    page.locator(".row").click()
    expect(page.locator("#thread")).to_be_visible()
    expect(page.locator("#queue")).to_be_hidden()
    page.get_by_role("button", name="Customer and details").click()
    expect(page.locator("#part-customer")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_hostile_mail_does_not_run(desk: Desk, giulia: Agent, ticket: Ticket) -> None:
    html = (
        "<table><tr><td><img src=x onerror=\"parent.alert('xss')\">"
        "<script>parent.alert('xss')</script>hi</td></tr></table>"
    )
    message = receiving.receive(ticket, ticket.requester, Incoming(text="hi", html=html, at=clock.now()))
    ticket.messages.filter(pk=message.pk).update(html=html)
    page = desk(giulia, f"/tickets/{ticket.pk}")
    frame = page.frame_locator(f"#frame-{message.pk}")
    expect(frame.locator("td")).to_have_text("hi")
    page.wait_for_timeout(300)  # a dialog would fail the test
