"""Macros in a real browser: found by a key, looked at, applied, sent."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from ponte.desk.ticket.tests.test_journeys import EDITOR, Desk, desk, states  # noqa: F401  (fixtures)
from ponte.team.models import Agent
from ponte.tickets.choosing_states import default_state
from ponte.tickets.macros.models import Macro
from ponte.tickets.models import Ticket
from ponte.tickets.states import Priority, StateType

OFFERED = ".completions [role=option]"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def keep(name: str, **fields: object) -> Macro:
    return Macro.objects.create(name=name, **fields)


def test_found_looked_at_applied_and_sent(desk: Desk, giulia: Agent, ticket: Ticket) -> None:  # noqa: F811
    keep(
        "Battery reset",
        key="reset",
        texts={"it": "<p>Ciao {{requester.first_name}}, ecco <b>tre</b> passi</p>", "en": "<p>Hello</p>"},
        actions=[["priority", "4"], ["tag", "battery"], ["state", str(default_state(StateType.SOLVED).pk)]],
    )
    page: Page = desk(giulia, f"/tickets/{ticket.pk}")
    page.locator(EDITOR).click()
    page.keyboard.type("/reset")
    expect(page.locator(OFFERED)).to_contain_text("Battery reset")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Battery reset")
    expect(dialog).to_contain_text("Ciao Marta, ecco tre passi")
    expect(dialog).to_contain_text("Urgent")
    page.keyboard.press("Enter")
    expect(page.locator(EDITOR)).to_have_text("Ciao Marta, ecco tre passi")
    expect(page.locator("#part-ticket")).to_contain_text("Urgent")
    expect(page.locator("[data-send]")).to_contain_text("Send: Solved")
    page.keyboard.type("!")
    expect(page.locator("[data-saved]")).to_contain_text("saved")
    page.reload()
    expect(page.locator("[data-send]")).to_contain_text("Send: Solved")
    page.locator(EDITOR).click()
    page.keyboard.press("Control+Enter")
    expect(page.locator("article.message.agent")).to_contain_text("Ciao Marta")
    expect(page.locator("#talk-head")).to_contain_text("Solved")
    expect(page.locator("[data-send]")).to_contain_text("Send and wait")
    ticket.refresh_from_db()
    assert (ticket.priority, ticket.tags, ticket.state_type) == (Priority.URGENT, ["battery"], StateType.SOLVED)


def test_taken_back_by_one_key(desk: Desk, giulia: Agent, ticket: Ticket) -> None:  # noqa: F811
    solved = str(default_state(StateType.SOLVED).pk)
    keep("Thanks", texts={"it": "<p>Grazie</p>"}, actions=[["priority", "4"], ["state", solved]])
    page = desk(giulia, f"/tickets/{ticket.pk}")
    page.locator("[data-macro-open]").click()
    page.locator(OFFERED).click()
    page.get_by_role("dialog").get_by_role("button", name="Apply").click()
    expect(page.locator("[data-send]")).to_contain_text("Send: Solved")
    page.locator(".toast button").click()
    expect(page.locator("[data-send]")).to_contain_text("Send and wait")
    expect(page.locator(EDITOR)).to_have_text("Grazie")
    ticket.refresh_from_db()
    assert ticket.priority == Priority.NORMAL


def test_a_text_alone_goes_in_at_once_and_a_note_into_the_note(
    desk: Desk,  # noqa: F811
    giulia: Agent,
    olena: Agent,
    ticket: Ticket,
) -> None:
    keep("Goodbye", key="bye", texts={"it": "<p>Buone pedalate</p>"})
    keep("To product", key="prod", goes_to="note", texts={"en": "<p>Please look, {{agent.first_name}}</p>"})
    page = desk(giulia, f"/tickets/{ticket.pk}")
    page.locator(EDITOR).click()
    page.keyboard.type("Ecco. /bye")
    expect(page.locator(OFFERED)).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(EDITOR)).to_contain_text("Buone pedalate")
    expect(page.locator(EDITOR)).to_contain_text("Ecco.")
    page.keyboard.press("Control+k")
    page.keyboard.type("To prod")
    page.locator(".palette [role=option]", has_text="To product").click()
    expect(page.locator("[data-editor=note] .editor")).to_have_text("Please look, Giulia")
    page.keyboard.type(" @ole")
    expect(page.locator(OFFERED)).to_contain_text("Olena Kovalenko")


def test_a_macro_is_written_as_a_reply_is(desk: Desk, giulia: Agent) -> None:  # noqa: F811
    page = desk(giulia, "/administration/macros/new")
    page.get_by_label("Name", exact=True).fill("Reset")
    page.locator("[data-macro-text=en] .editor").click()
    page.keyboard.type("Hello **you** ")
    page.get_by_text("Places that are filled for each ticket").click()
    page.locator("[data-place='ticket.number']").click()
    page.get_by_role("button", name="Make the macro").click()
    expect(page.get_by_role("link", name="Reset")).to_be_visible()
    assert Macro.objects.get().texts == {"en": "<p>Hello <b>you</b> {{ticket.number}}</p>"}


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_scrolls_sideways(desk: Desk, giulia: Agent, width: int, matter: Callable[..., Ticket]) -> None:  # noqa: F811
    macro = keep("Battery reset", key="reset", texts={"it": "<p>Ciao</p>"}, actions=[["priority", "4"]])
    ticket = matter()
    for address in (
        "/administration/macros/",
        f"/administration/macros/{macro.pk}",
        f"/tickets/{ticket.pk}/macros/{macro.pk}",
    ):
        page = desk(giulia, address, width=width)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
