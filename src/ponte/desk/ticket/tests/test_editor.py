"""Typing in the composer as people do: marks at the start of a line, lists, quotes and code."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.browser import SignedIn

from ponte.team.models import Agent
from ponte.tickets import defaults
from ponte.tickets.models import Ticket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EDITOR = "[data-editor=reply] .editor"


def typed(page: Page, *keys: str) -> str:
    """Type words (`=words`) and press keys in an empty editor; what stands in it then."""
    editor = page.locator(EDITOR)
    editor.evaluate("field => field.replaceChildren()")
    page.locator("#talk-head h2").click()
    editor.click()
    for key in keys:
        page.keyboard.type(key[1:]) if key[0] == "=" else page.keyboard.press(key)
    return editor.inner_html().replace("\u200b", "")


def test_marks_at_the_start_of_a_line(signed_in_page: SignedIn, giulia: Agent, matter: Callable[..., Ticket]) -> None:
    """The browser complains of nothing meanwhile (`signed_in_page` sees to that)."""
    defaults.ensure()
    page = signed_in_page(giulia, f"/tickets/{matter().pk}")
    assert typed(page, "=Ciao", "Enter", "=- uno", "Enter", "=due", "Enter", "Enter", "=fine") == (
        "<p>Ciao</p><ul><li>uno</li><li>due</li></ul><p>fine</p>"
    )
    assert typed(page, "=Ciao **M** x", "Enter", "=1. uno") == "<p>Ciao <b>M</b> x</p><ol><li>uno</li></ol>"
    assert typed(page, "=Ciao", "Enter", "=> detto", "Enter", "Enter", "=e poi") == (
        "<p>Ciao</p><blockquote>detto</blockquote><p>e poi</p>"
    )
    assert typed(page, "=``` codice", "Enter", "=due", "Enter", "Enter", "=fine") == (
        "<pre>codice<br>due</pre><p>fine</p>"
    )
