"""A real Chromium for the tests of this room."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

Open = Callable[..., Page]


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
