import pytest
from axe_playwright_python.sync_playwright import Axe

from ponte.ui.tests.conftest import Open

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ["/gallery", "/gallery/desk", "/gallery/desk?pane=queue", "/gallery/administration", "/gallery/sign-in",
         "/gallery/error"]  # fmt: skip
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TOO_WIDE = """width => [...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > width + 1).slice(0, 5).map(e => `${e.tagName}.${e.className}`)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_page: Open, scheme: str) -> None:
    page = open_page("/gallery", scheme=scheme, bypass_csp=True)  # axe itself measures with inline styles
    for address in PAGES:
        page.goto(page.url.split("/gallery")[0] + address)
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 844})
            found = Axe().run(page, options={"runOnly": RULES, "preload": False})
            violations = [(each["id"], each["nodes"][0]["html"]) for each in found.response["violations"]]
            assert violations == [], (address, width)


@pytest.mark.parametrize("language", ["en", "it", "es", "uk", "pt-br"])
def test_nothing_scrolls_sideways(open_page: Open, language: str) -> None:
    page = open_page("/gallery")
    for address in PAGES:
        page.goto(page.url.split("/gallery")[0] + address + ("&" if "?" in address else "?") + f"language={language}")
        for width in (1440, 1024, 390):
            page.set_viewport_size({"width": width, "height": 844})
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, (address, width, page.evaluate(TOO_WIDE, width))
