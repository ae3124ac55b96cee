"""Putting off by keys, one ticket and several, and the day that empties itself, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from tests.browser import SignedIn, accessible, scrolls_sideways

from ponte.lib import clock
from ponte.team.models import Agent, Team
from ponte.tickets import defaults, replying
from ponte.tickets.escalating.models import Escalation, Path
from ponte.tickets.following_up import promising, reminding, ringing, snoozing
from ponte.tickets.models import Ticket
from ponte.tickets.watching import looking

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Matter = Callable[..., Ticket]


@pytest.fixture(autouse=True)
def states(transactional_db: None) -> None:
    """A flushed database has lost what migrations put in."""
    defaults.ensure()


def test_put_off_by_keys(
    signed_in_page: SignedIn, matter: Matter, colleague: Callable[[str], Agent], complaints_expected: None
) -> None:
    # htmx copies the place of a menu onto the one that replaces it, which the policy refuses, and rightly.
    olena = colleague("olena")
    first, second = matter(minutes=500, assignee=olena), matter(minutes=30, assignee=olena)
    page = signed_in_page(olena, "/inbox/mine")
    page.locator(f"[data-ticket='{first.pk}']").first.click()
    expect(page.locator("article.message")).to_have_count(1)
    page.keyboard.press("s")
    expect(page.locator("#property-popover .moments button").first).to_be_visible()
    page.locator("#follow-up-note").fill("Ask the workshop")
    page.get_by_role("button", name="Tomorrow morning").click()
    expect(page.locator("#talk-strip")).to_contain_text("Ask the workshop")
    expect(page.locator("#property-popover")).to_be_hidden()
    page.goto("/inbox/mine")
    expect(page.locator(".row")).to_have_count(1)
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("s")
    page.get_by_role("menuitem", name="Until the customer writes").click()
    expect(page.locator(".row")).to_have_count(0)
    assert Ticket.objects.filter(wakes_at__isnull=False).count() == 2
    page.locator(".toast button").first.click()
    expect(page.locator(".row")).to_have_count(1)
    second.refresh_from_db()
    assert second.wakes_at is None


def test_the_day_empties_itself(signed_in_page: SignedIn, matter: Matter, colleague: Callable[[str], Agent]) -> None:
    olena = colleague("olena")
    ticket = matter(minutes=5)
    reminding.remind(ticket, clock.now() + timedelta(minutes=1), by=olena, note="Call the workshop")
    page = signed_in_page(olena, "/today")
    expect(page.locator("#today-list")).to_contain_text("Call the workshop")
    page.keyboard.press("j")
    expect(page.locator(".today-item .row").first).to_be_focused()
    page.locator("[data-done]").click()
    expect(page.locator("#today-list")).to_contain_text("Nothing needs you now")


@pytest.mark.parametrize(
    ("language", "scheme", "width"),
    [
        ("en", "light", 1440),
        ("it", "dark", 390),
        ("es", "light", 390),
        ("uk", "light", 1440),
        ("pt-br", "dark", 1440),
    ],
)
def test_the_screens_are_accessible(
    signed_in_page: SignedIn,
    matter: Matter,
    colleague: Callable[[str], Agent],
    language: str,
    scheme: str,
    width: int,
) -> None:
    giulia, serena, product = colleague("giulia"), colleague("serena"), Team.objects.get_or_create(name="Product")[0]
    slept, promised, forgotten, asked = (matter(minutes=600, assignee=giulia) for _number in range(4))
    replying.reply(promised, by=giulia, html="<p>Ciao</p>", to=["marta.bellini@posteo.it"])
    snoozing.snooze(slept, None, by=giulia, note="Aspettiamo il corriere")
    promising.promise(promised, clock.now() + timedelta(minutes=1), by=giulia)
    reminding.remind(promised, clock.now() + timedelta(minutes=2), by=giulia, note="Richiamare Marta")
    path = Path.objects.create(name="Firmware", to_team=product, reasons=["Firmware fault"], questions=["Serial"])
    Path.objects.create(name="Complaint", direction="hierarchical", to_agent=serena)
    said = {"reason": "Firmware fault", "tried": "Reset", "needed": "Una risposta"}
    made = Escalation.objects.create(
        ticket=asked, path=path, direction="functional", to_team=product, owner=giulia, asked_by=giulia, **said
    )
    with clock.frozen(clock.now() + timedelta(minutes=90)):
        ringing.ring()
        looking.sweep()
        page = signed_in_page(giulia, "/today", language=language, scheme=scheme, width=width)
        for address in (
            "/today",
            "/attention/",
            "/inbox/snoozed",
            "/inbox/all",
            f"/tickets/{promised.pk}",
            f"/tickets/{promised.pk}/follow-ups",
            f"/tickets/{forgotten.pk}/escalation?path={path.pk}",
            f"/escalations/{made.pk}/answer",
            "/escalations/",
            "/attention/settings",
        ):
            look(page, address)


def look(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_timeout(300)
    accessible(page)
    assert not scrolls_sideways(page), address
