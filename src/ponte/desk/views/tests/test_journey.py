"""A coordinator builds a view in the browser, and works in it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser import SignedIn, accessible

from ponte.team.models import Agent
from ponte.tickets import defaults
from ponte.tickets.models import Ticket
from ponte.tickets.saved_views.models import View
from ponte.tickets.states import Priority

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_view_is_built_with_count_and_preview_and_then_worked_in(
    signed_in_page: SignedIn, giulia: Agent, olena: Agent, matter: Callable[..., Ticket]
) -> None:
    defaults.ensure()
    urgent = matter(subject="Batteria in fiamme", priority=Priority.URGENT, tags=["rev-c"], assignee=olena)
    calm = matter(subject="Colore della sella")
    page = signed_in_page(giulia, "/views/new")
    found = page.locator("#c-found")
    expect(found).to_contain_text("2 tickets")

    page.get_by_role("button", name="Add a condition").click()
    page.locator("#f-c-1-field").select_option("priority")
    expect(page.locator("#f-c-1-operator")).to_contain_text("is at least")
    page.locator("#f-c-1-operator").select_option("at_least")
    page.locator("#f-c-1-value").select_option("high")
    expect(found).to_contain_text("State is new or open and priority is at least high")
    expect(found).to_contain_text("1 ticket")
    expect(found).to_contain_text("Batteria in fiamme")
    expect(found).not_to_contain_text("Colore della sella")

    page.get_by_label("Name", exact=True).fill("Burning")
    _put_column_first(page, "Assignee")
    expect(found.locator("th").nth(3)).to_have_text("Assignee")
    accessible(page)
    page.set_viewport_size({"width": 390, "height": 844})
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1440, "height": 900})

    page.get_by_role("button", name="Save the view").click()
    expect(page).to_have_url(re.compile(r"/inbox/views/\d+$"))
    expect(page.locator(f"#row-{urgent.pk}")).to_contain_text("Assignee Olena Kovalenko")
    expect(page.locator(f"#row-{calm.pk}")).to_have_count(0)
    beside = page.locator(f'[data-count="inbox.view-{View.objects.get().pk}"]').first
    expect(beside).to_have_text("1")
    accessible(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="This view").click()
        page.get_by_role("menuitem", name="Export as CSV").click()
    assert download.value.suggested_filename == "Burning.csv"


def _put_column_first(page: Page, name: str) -> None:
    """By the keyboard alone."""
    page.get_by_label(name, exact=True).check()
    up = page.get_by_role("button", name=f"{name}: up")
    for _step in range(30):
        up.focus()
        page.keyboard.press("Enter")
        if page.locator(".column-list li").first.get_by_label(name, exact=True).count():
            return


def test_it_works_without_script(
    contexts: Callable[..., object], signed_in_page: SignedIn, giulia: Agent, matter: Callable[..., Ticket]
) -> None:
    defaults.ensure()
    matter(priority=Priority.URGENT, subject="Batteria in fiamme")
    page = signed_in_page(giulia, "/views/new", java_script_enabled=False, width=390)
    page.get_by_role("button", name="Add a group").click()
    page.locator("#f-c-1-0-field").select_option("priority")
    page.get_by_role("button", name="Show what it finds").last.click()
    page.get_by_text("Urgent", exact=True).click()
    page.get_by_label("Name", exact=True).fill("Plain")
    page.get_by_role("button", name="Save the view").click()
    expect(page.locator(".row")).to_contain_text("Batteria in fiamme")
    assert View.objects.get().conditions["all"][1] == {
        "any": [{"field": "priority", "operator": "is", "value": ["urgent"]}]
    }
