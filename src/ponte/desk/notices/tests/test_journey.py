"""Two colleagues in real browsers: one mentions the other, who hears of it and lands on the very message."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser import SignedIn

from ponte.channels.notices.models import Notice
from ponte.demo.cast import BATTERY
from ponte.desk.inbox import numbers
from ponte.events.consuming import drain
from ponte.team.models import Agent, Team
from ponte.tickets import noting, replying
from ponte.tickets.models import Ticket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BELL = ".rail .bell .count"


@pytest.fixture
def ticket(matter: Callable[..., Ticket], team: Callable[[str], Team], olena: Agent, giulia: Agent) -> Ticket:
    """Olena's, with a conversation longer than a page shows."""
    made = matter(team=team(BATTERY), assignee=olena)
    for number in range(40):
        replying.reply(made, by=olena, html=f"<p>Passo {number}</p>", to=["marta.bellini@posteo.it"])
    drain("notices")
    Notice.objects.all().delete()
    numbers.forget(olena)
    return made


def hear(page: Page) -> None:
    """What the live feed says when the page's reader has something new; the tests' server has no feed."""
    drain("notices")
    page.evaluate("document.dispatchEvent(new CustomEvent('ponte:notices', {detail: {}}))")


def test_a_mention_rings_and_leads_to_the_message(
    signed_in_page: SignedIn, olena: Agent, giulia: Agent, ticket: Ticket
) -> None:
    page = signed_in_page(olena, "/today")
    expect(page.locator(BELL)).to_be_empty()
    mention = f'<p><span class="mention" data-agent="{olena.pk}">@Olena</span> puoi guardare?</p>'
    note = noting.note(ticket, by=giulia, html=mention)
    for number in range(35):
        replying.reply(ticket, by=olena, html=f"<p>Dopo {number}</p>", to=["marta.bellini@posteo.it"])
    hear(page)
    expect(page.locator(BELL)).to_have_text("1")
    expect(page).to_have_title("(1) What needs you · Ponte")
    page.keyboard.press("g")
    page.keyboard.press("n")
    line = page.locator(".notice.is-unread")
    expect(line).to_contain_text("Giulia Ferri mentioned you")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/tickets/{ticket.pk}?before=*#message-{note.pk}")
    expect(page.locator(f"#message-{note.pk}")).to_be_in_viewport()
    expect(page.locator(BELL)).to_be_empty()


def test_the_list_grows_while_it_is_open_and_is_read_at_once(
    signed_in_page: SignedIn, olena: Agent, giulia: Agent, ticket: Ticket
) -> None:
    page = signed_in_page(olena, "/notifications", width=390)
    expect(page.get_by_text("Nothing yet")).to_be_visible()
    noting.note(ticket, by=giulia, html="<p>Nota</p>")
    hear(page)
    expect(page.locator(".notice.is-unread")).to_have_count(1)
    expect(page.locator(".tabbar .count.mention")).to_have_text("1")
    page.get_by_role("button", name="Mark all as read").click()
    expect(page.locator(".notice.is-unread")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".notice.is-unread")).to_have_count(1)


def test_the_message_that_one_came_for_is_marked(
    signed_in_page: SignedIn, olena: Agent, giulia: Agent, ticket: Ticket
) -> None:
    note = noting.note(ticket, by=giulia, html="<p>Nota</p>")
    page = signed_in_page(olena, f"/tickets/{ticket.pk}#message-{note.pk}")
    expect(page.locator(f"#message-{note.pk}")).to_be_in_viewport()
    expect(page.locator(f"#message-{note.pk}:target")).to_have_count(1)
