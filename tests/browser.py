"""A real Chromium against the real pages, for every room.

    @pytest.mark.browser
    @pytest.mark.django_db(transaction=True)
    def test_something(signed_in_page: SignedIn, olena: Agent) -> None:
        page = signed_in_page(olena, "/inbox/mine", width=390, scheme="dark", language="uk")

`signed_in_page` and `fresh_page` fail the test when the browser complained of anything (a refused script, a missing
file, an error of ours). `accessible(page)` holds a page against axe, WCAG 2.2 A and AA. `live` is the address.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Generator, Iterator
from importlib import import_module
from typing import Any, Protocol

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from ponte.team.models import Agent

# Playwright's loop runs in this thread; Django would take every query beside it for a mistake.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
RULES = {
    "resultTypes": ["violations"],
    "preload": False,  # it would fetch our sheets again, from wrong addresses
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
}
EXPECTED = ("/live",)  # the live feed is not Django's: the tests' server does not have it


class SignedIn(Protocol):
    def __call__(self, agent: Agent, address: str = "/", **how: Any) -> Page: ...


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the run. The only one: a second loop of Playwright cannot begin inside the first."""
    with sync_playwright() as playwright:
        loop = asyncio.get_running_loop()
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield browser
        asyncio._set_running_loop(loop)  # the last test of the run may have hidden it
        browser.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Hide Playwright's sleeping loop, which counts as running in this thread, from tests without a browser."""
    loop = asyncio._get_running_loop()
    if loop is None or "chromium" in getattr(item, "fixturenames", ()):
        return (yield)
    asyncio._set_running_loop(None)
    try:
        return (yield)
    finally:
        if not loop.is_closed():
            asyncio._set_running_loop(loop)


@pytest.fixture
def live(live_server: Any) -> str:
    """The address of the running pages, by name: passkeys do not work at bare numbers."""
    return str(live_server.url).replace("127.0.0.1", "localhost")


@pytest.fixture
def contexts(request: pytest.FixtureRequest, chromium: Browser, live: str) -> Iterator[Callable[..., BrowserContext]]:
    """Browsers that share nothing; the complaints of their pages fail the test."""
    complaints: list[str] = []
    opened: list[BrowserContext] = []

    def open_one(*, width: int = 1440, height: int = 900, scheme: str = "light", **more: Any) -> BrowserContext:
        size = {"width": width, "height": height}
        context = chromium.new_context(viewport=size, color_scheme=scheme, base_url=live, **more)  # type: ignore[arg-type]
        context.set_default_timeout(45_000)
        context.on("page", lambda page: listen(page, complaints))
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()
    if "complaints_expected" not in request.fixturenames:
        assert complaints == []


@pytest.fixture
def complaints_expected() -> None:
    """For tests in which the browser has reason to complain, such as a refused form (422)."""


def listen(page: Page, complaints: list[str]) -> None:
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(f"{said.text} {said.location}") if is_ours(said) else None)


def is_ours(said: ConsoleMessage) -> bool:
    """Whether it is a complaint about a page of ours, and not about what axe tries on it (it has no address)."""
    where = str(said.location.get("url", ""))
    return said.type == "error" and bool(where) and not any(word in where for word in EXPECTED)


@pytest.fixture
def fresh_page(contexts: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """`fresh_page("/sign-in", width=390)`: a browser that nobody has used."""

    def opened(address: str, **how: Any) -> Page:
        page = contexts(**how).new_page()
        page.goto(address)
        return page

    return opened


@pytest.fixture
def signed_in_page(contexts: Callable[..., BrowserContext], live: str) -> SignedIn:
    """A browser in which `agent` is signed in already; `language` is their interface's."""

    def opened(agent: Agent, address: str = "/", *, language: str = "", **how: Any) -> Page:
        if language:
            Agent.objects.filter(pk=agent.pk).update(locale=language)
        context = contexts(**how)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session_for(agent), "url": live}])
        page = context.new_page()
        page.goto(address)
        return page

    return opened


def session_for(agent: Agent) -> str:
    """The key of a session in which `agent` is signed in."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(agent.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = agent.get_session_auth_hash()
    store.save()
    return str(store.session_key)


def accessible(page: Page) -> None:
    """Hold the page against axe."""
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(each["id"], [node["html"][:160] for node in each["nodes"]][:3]) for each in found] == []


def scrolls_sideways(page: Page) -> bool:
    """Whether anything is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
