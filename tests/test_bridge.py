"""Mail becomes a ticket, the browser answers it, the customer gets the answer, the reply joins the ticket."""

from __future__ import annotations

from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import sync_playwright
from tests.bridge import Bridge, Inbox

from ponte.config.postgres.tuning import free_port
from ponte.config.tests.started import Serve

CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.mark.browser
def test_the_whole_bridge(tmp_path: Path) -> None:
    inbox = Inbox()
    outside = Controller(inbox, hostname="127.0.0.1", port=free_port())
    outside.start()
    serve = Serve(tmp_path / "data", PONTE_SMTP_URL=f"smtp://127.0.0.1:{outside.port}").ready(180)
    try:
        link = next(word for word in serve.wait_for("/setup/").split() if "/setup/" in word)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
            page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="en-GB")
            base = f"http://127.0.0.1:{serve.port}"
            Bridge(base, serve.mail_port, inbox.mails, page, lambda words, page: None).walk(link)
            browser.close()
    finally:
        serve.stop(limit=30)
        outside.stop()
