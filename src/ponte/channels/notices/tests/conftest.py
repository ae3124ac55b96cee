"""A support mailbox, a mail server that listens, a push service that keeps what it gets, and news for Olena."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from ponte.channels.email.models import Mailbox
from ponte.channels.email.outgoing.tests.receiver import Receiver, serve, server_at
from ponte.channels.notices import browsers
from ponte.channels.notices.making import make
from ponte.channels.notices.models import Browser, Notice
from ponte.channels.notices.news import News
from ponte.channels.notices.sorts import Sort
from ponte.demo.cast import BATTERY
from ponte.lib import clock
from ponte.lib.web_push.encoding import encode
from ponte.lib.web_push.tests.browser import Browser as Keys
from ponte.team.models import Agent, Team
from ponte.tickets.models import Brand, Ticket


@pytest.fixture
def mailbox(db: None) -> Mailbox:
    return Mailbox.objects.create(
        address="support@velora.example", name="Velora", brand=Brand.objects.get(is_default=True)
    )


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    """A receiving server that our settings name."""
    made = Receiver()
    controller = serve(made)
    settings.PONTE = replace(settings.PONTE, smtp=server_at(controller))
    yield made
    controller.stop()


@pytest.fixture
def ticket(matter: Callable[..., Ticket], team: Callable[[str], Team], olena: Agent) -> Ticket:
    """Olena's, in her team."""
    return matter(team=team(BATTERY), assignee=olena)


@pytest.fixture
def news(ticket: Ticket) -> Callable[..., Notice]:
    """Tell somebody something of the ticket; returns their notice."""

    def tell(agent: Agent, sort: Sort = Sort.MENTIONED, **given: Any) -> Notice:
        fields: dict[str, Any] = {"source": f"event:{sort}", "at": clock.now(), "ticket": ticket.pk, **given}
        make([News(agent=agent.pk, sort=sort, **fields)], {agent.pk: agent})
        return Notice.objects.filter(agent=agent).latest("pk")

    return tell


class PushService:
    """Keeps what it is sent; `answer` is its status."""

    def __init__(self) -> None:
        self.got: list[tuple[str, dict[str, str], bytes]] = []
        self.answer = 201
        self.keys: dict[str, Keys] = {}
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                service.got.append((self.path, {key.lower(): value for key, value in self.headers.items()}, body))
                self.send_response(service.answer)
                if service.answer in (301, 307):
                    self.send_header("Location", "http://127.0.0.1:1/elsewhere")
                self.end_headers()

            def log_message(self, *given: Any) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server.server_address[1]}"

    def subscribe(self, agent: Agent, path: str = "/s/1") -> Browser:
        """A browser of this agent that listens here."""
        keys = self.keys[path] = Keys()
        key, secret = encode(keys.key), encode(keys.secret)
        return browsers.add(f"http://{self.host}{path}", key, secret, by=agent, name="Firefox")

    def read(self) -> list[dict[str, str]]:
        """What the browsers could read of what came."""
        return [json.loads(self.keys[path].read(body)) for path, _headers, body in self.got]


@pytest.fixture
def push_service(settings: Any) -> Iterator[PushService]:
    """One that the installation's settings name."""
    made = PushService()
    settings.PONTE = replace(settings.PONTE, push_hosts=(made.host,))
    yield made
    made.server.shutdown()
    made.server.server_close()
