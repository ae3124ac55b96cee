"""`bin/pictures`: the README's pictures, taken from the demo world."""

from __future__ import annotations

import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from ponte.config.tests.started import Serve

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@dataclass(frozen=True)
class Picture:
    """One page as one colleague sees it."""

    name: str
    who: str
    path: str
    width: int = 1440
    height: int = 900
    dark: bool = False


WANTED = [
    Picture("ticket", "Anna Weber", "/tickets/41873"),
    Picture("inbox-dark", "Olena Kovalenko", "/inbox/team", dark=True),
    Picture("phone-queue", "Giulia Ferri", "/inbox/team", 390, 844),
    Picture("phone-ticket", "Giulia Ferri", "/tickets/41873", 390, 844),
    Picture("customer", "Beatriz Almeida", "/customers"),
    Picture("received-mail", "Anna Weber", "/administration/mail/received"),
    Picture("mailboxes", "Anna Weber", "/administration/mail/mailboxes"),
    Picture("journal", "Anna Weber", "/administration/journal/"),
]


def take(browser: Browser, base: str, wanted: Picture) -> None:
    """Sign in by the demo's chooser and keep what the page shows."""
    context = browser.new_context(
        viewport={"width": wanted.width, "height": wanted.height},
        color_scheme="dark" if wanted.dark else "light",
        locale="en-GB",
    )
    page: Page = context.new_page()
    page.goto(f"{base}/sign-in")
    page.locator("form", has=page.get_by_role("button", name=re.compile(wanted.who))).or_(
        page.locator("li, tr, .setting", has_text=wanted.who)
    ).first.get_by_role("button").click()
    page.wait_for_url(re.compile("^(?!.*sign-in).*$"))
    page.goto(f"{base}/inbox/all")  # the queue that stands beside a ticket is the last one seen
    page.goto(base + wanted.path)
    page.wait_for_timeout(1200)
    page.screenshot(path=PICTURES / f"{wanted.name}.png")
    context.close()
    print(wanted.name)


def main() -> None:
    """Serve the demo world and take every picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="ponte-pictures-") as folder:
        serve = Serve(Path(folder) / "data", "--demo").ready(240)
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
                for wanted in WANTED:
                    if sys.argv[1:] and wanted.name not in sys.argv[1:]:
                        continue
                    take(browser, f"http://127.0.0.1:{serve.port}", wanted)
                browser.close()
        finally:
            serve.stop(limit=30)


if __name__ == "__main__":
    main()
