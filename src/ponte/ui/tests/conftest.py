"""A real Chromium for the tests of this room."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

# Playwright's loop runs in this thread; Django would take every query beside it for a mistake.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

Open = Callable[..., Page]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the run."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def _complaints_expected() -> None:
    """For tests that break something on purpose."""


@pytest.fixture
def open_page(
    request: pytest.FixtureRequest, chromium: Browser, live_server: object, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Open]:
    """`open_page("/gallery", width=390, scheme="dark")`; the test fails if the browser complained of anything."""
    monkeypatch.setenv("PONTE_GALLERY", "1")
    complaints: list[str] = []
    contexts = []

    def opened(address: str, *, width: int = 1440, height: int = 900, scheme: str = "light", **more: object) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
            **more,  # type: ignore[arg-type]
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda said: complaints.append(f"{said.text} {said.location}") if said.type == "error" else None,
        )
        page.goto(f"{live_server}{address}")
        page.wait_for_load_state("load")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == [] or "_complaints_expected" in request.fixturenames
