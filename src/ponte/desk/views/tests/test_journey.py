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
from ponte.tickets.saved_views.making import make
from ponte.tickets.saved_views.models import View
from ponte.tickets.saved_views.wanted import Wanted
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


def test_values_are_chosen_by_name_and_lines_moved_by_keys(
    signed_in_page: SignedIn, giulia: Agent, matter: Callable[..., Ticket]
) -> None:
    defaults.ensure()
    matter(address="anna@acme.example", name="Anna Rossi", subject="Hers")
    matter(address="bruno@acme.example", name="Bruno Neri", subject="His")
    page = signed_in_page(giulia, "/views/new")
    page.get_by_role("button", name="Add a group").click()
    page.locator("#f-c-1-0-field").select_option("requester")
    search = page.locator("#c-1-0-find")
    search.press_sequentially("anna")
    expect(page.locator("#c-1-0-list [role=option]")).to_have_text(["Anna Rossi, anna@acme.example"])
    accessible(page)
    search.press("Enter")
    expect(page.locator("#c-found")).to_contain_text("customer is Anna Rossi")
    expect(page.locator("#c-found")).to_contain_text("1 ticket")
    page.locator("#f-c-1-0-field").press("Alt+ArrowUp")
    expect(page.locator("#f-c-1-field")).to_have_value("requester")
    expect(page.locator("#f-c-1-field")).to_be_focused()
    page.get_by_role("button", name="As JSON").click()
    expect(page.get_by_label("Conditions as JSON")).to_have_value(re.compile('"field": "requester"'))
    page.get_by_role("button", name="As a form").click()
    expect(page.locator("#c-found")).to_contain_text("1 ticket")
    page.get_by_label("Anna Rossi").click()
    expect(page.locator("#c-found")).to_contain_text("Finish the conditions")


def test_a_table_is_worked_in_by_keys_and_is_a_list_on_a_phone(
    signed_in_page: SignedIn, giulia: Agent, matter: Callable[..., Ticket]
) -> None:
    defaults.ensure()
    second, first = matter(subject="Beta", tags=["rev-c"]), matter(subject="Alpha")
    unsolved = {"field": "state_type", "operator": "is", "value": ["new", "open"]}
    view = make(Wanted("All", unsolved, columns=("tags", "created"), group="priority"), by=giulia)
    page = signed_in_page(giulia, f"/inbox/views/{view.pk}")
    page.get_by_role("button", name="As a table").click()
    expect(page.locator("th[scope=rowgroup] .count")).to_have_text("2")
    page.get_by_role("link", name="Subject").click()
    expect(page.locator("tbody .row")).to_have_text(["Alpha", "Beta"])
    accessible(page)
    page.set_viewport_size({"width": 390, "height": 844})
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1440, "height": 900})
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-chosen-count]")).to_have_text("1 selected")
    page.get_by_role("button", name="Take").click()
    expect(page.locator(f"#row-{second.pk}")).to_contain_text("Giulia Ferri")
    expect(page.locator("#main.is-table")).to_have_count(1)
    page.locator(f"#row-{first.pk} .row").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"/tickets/{first.pk}$"))
    expect(page.locator("#queue ul.rows .row-item")).to_have_count(2)


def test_the_list_of_views_is_put_in_order_by_dragging(signed_in_page: SignedIn, giulia: Agent) -> None:
    made = [make(Wanted(name, {}, sort="recent", sharing="everyone"), by=giulia) for name in ("One", "Two", "Three")]
    page = signed_in_page(giulia, "/views/")
    accessible(page)
    grip = page.locator(f"#view-{made[2].pk} [data-grip]")
    target = page.locator(f"#view-{made[0].pk}").bounding_box()
    grip.hover()
    page.mouse.down()
    assert target
    page.mouse.move(target["x"] + 20, target["y"] + 4, steps=4)
    with page.expect_response("**/views/order"):
        page.mouse.up()
    page.reload()
    expect(page.locator(".view-item h3")).to_have_text(["Three", "One", "Two"])
    page.set_viewport_size({"width": 390, "height": 844})
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
