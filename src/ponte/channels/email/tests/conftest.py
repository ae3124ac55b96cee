"""A receiver that listens for real, and mailboxes."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from ponte.channels.email import receiving_smtp
from ponte.channels.email.models import Mailbox
from ponte.channels.email.receiving_smtp import Reception
from ponte.channels.email.tests import dovecot
from ponte.channels.email.tests import provider as provider_process
from ponte.channels.email.tests.dovecot import Dovecot
from ponte.channels.email.tests.provider import Provider
from ponte.tickets.models import Brand


@pytest.fixture(scope="session")
def provider() -> Iterator[Provider]:
    """A stand-in for Google's and Microsoft's token endpoints."""
    with provider_process.running() as running:
        yield running


@pytest.fixture(scope="session")
def server(provider: Provider) -> Iterator[Dovecot]:
    """A real IMAP server, which believes the provider's tokens."""
    with dovecot.running(provider.introspection_url) as running:
        yield running


@pytest.fixture
def mailbox(db: None) -> Mailbox:
    return Mailbox.objects.create(address="support@velora.example", brand=Brand.objects.get(is_default=True))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@pytest.fixture
def receiver(transactional_db: None) -> Iterator[Callable[..., int]]:
    """Start receivers; each call gives the port of one."""
    running: list[tuple[threading.Event, threading.Thread]] = []

    def start(**how: object) -> int:
        port = free_port()
        stop, ready = threading.Event(), threading.Event()
        reception = Reception(port=port, name="mx.velora.example", **how)  # type: ignore[arg-type]
        thread = threading.Thread(target=receiving_smtp.run, args=(stop, ready.set, reception), daemon=True)
        thread.start()
        running.append((stop, thread))
        assert ready.wait(10)
        return port

    yield start
    for stop, _ in running:
        stop.set()
    for _, thread in running:
        thread.join(10)
