"""A manager makes a tree and a form in the browser; an agent fills it, and solves when all is there."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser import SignedIn, accessible

from ponte.team.models import Agent
from ponte.tickets import defaults
from ponte.tickets.fields import reading
from ponte.tickets.fields.models import Form
from ponte.tickets.fields.tests.cast import every_kind
from ponte.tickets.models import Ticket
from ponte.tickets.states import StateType

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_an_empty_page_to_a_solved_ticket(
    signed_in_page: SignedIn, serena: Agent, matter: Callable[..., Ticket], complaints_expected: None
) -> None:
    defaults.ensure()
    every_kind()
    page = signed_in_page(serena, "/administration/fields/")
    accessible(page)
    page.get_by_role("link", name="One of a tree").click()
    page.get_by_label("English").first.fill("Noise")
    page.get_by_label("Choices", exact=True).fill("Motor\n  Humming\n  Clicking\nFrame\n")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_label("Choices", exact=True)).to_have_value(re.compile(r"    Humming \{humming\}"))
    accessible(page)

    page.goto(page.url.split("/administration")[0] + "/administration/fields/forms/new")
    page.get_by_label("English").fill("Repair")
    page.get_by_label("The usual one").check()
    for name in ("Product", "Serial", "Noise"):
        page.get_by_role("button", name=name, exact=True).click()
        expect(page.locator(".form-line-head", has_text=name)).to_be_visible()
    page.locator("#line-0-create").check()
    page.locator("#f-line-1-when").select_option("product")
    expect(page.locator("#f-line-1-is")).to_be_visible()
    page.locator("#f-line-1-is").select_option("ebike")
    page.locator("#line-2-solve").check()
    preview = page.locator(".form-preview")
    expect(preview.get_by_label("Serial")).to_be_hidden()
    preview.get_by_label("Product").select_option("ebike")
    expect(preview.get_by_label("Serial")).to_be_visible()
    accessible(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_role("button", name="Save the form").click()
    expect(page.get_by_role("link", name="Repair")).to_be_visible()
    assert [rule["field"] for rule in Form.objects.get().rules] == ["product", "serial", "noise"]

    _solve(page, matter(subject="The motor hums"))


def _solve(page: Page, ticket: Ticket) -> None:
    page.goto(page.url.split("/administration")[0] + f"/tickets/{ticket.pk}")
    pane = page.locator("#part-fields")
    expect(pane).to_contain_text("Repair")
    expect(pane).not_to_contain_text("Serial")
    pane.locator("[data-edit='field-product']").click()
    page.locator("#property-popover select").select_option("ebike")
    expect(pane).to_contain_text("Serial")
    pane.locator("[data-edit='field-serial']").click()
    page.locator("#property-popover input[name='field-serial']").fill("12")
    page.locator("#property-popover").get_by_role("button", name="Save").click()
    expect(page.locator("#property-popover")).to_contain_text("This does not look right")
    expect(page.locator("#property-popover input[name='field-serial']")).to_have_value("12")
    page.locator("#property-popover input[name='field-serial']").fill("ab-0001")
    page.locator("#property-popover").get_by_role("button", name="Save").click()
    expect(pane).to_contain_text("AB-0001")
    accessible(page)

    page.get_by_role("button", name="Solve").click()
    expect(page.get_by_label("Noise")).to_be_visible()
    page.get_by_label("Noise").select_option("motor/humming")
    page.get_by_role("button", name="Solve").click()
    expect(page).to_have_url(re.compile(rf"/tickets/{ticket.pk}$"))
    assert Ticket.objects.get(pk=ticket.pk).state_type == StateType.SOLVED
    assert reading.held(ticket).values == {"product": "ebike", "serial": "AB-0001", "noise": "motor/humming"}
