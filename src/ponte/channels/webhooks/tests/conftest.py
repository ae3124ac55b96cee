"""A receiver, and endpoints that point to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import ip_network
from typing import Any

import pytest

from ponte.channels.webhooks import registering
from ponte.channels.webhooks.models import Delivery, Endpoint
from ponte.channels.webhooks.tests.receiver import Receiver, receiving
from ponte.events import consuming
from ponte.team.models import Agent


@dataclass
class Hook:
    """An endpoint with its secret."""

    endpoint: Endpoint
    secret: str

    @property
    def fresh(self) -> Endpoint:
        return Endpoint.objects.get(pk=self.endpoint.pk)

    @property
    def deliveries(self) -> list[Delivery]:
        return list(self.endpoint.deliveries.order_by("pk"))


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as made:
        yield made


@pytest.fixture
def loopback(settings: Any) -> None:
    settings.WEBHOOK_NETWORKS = (ip_network("127.0.0.0/8"),)


@pytest.fixture
def hook(transactional_db: None, loopback: None, receiver: Receiver, admin: Agent) -> Callable[..., Hook]:
    """Make an endpoint of the receiver; `kinds` are all when none is named."""

    def make(*kinds: str, **given: Any) -> Hook:
        given = {"url": receiver.url, "by": admin, **given}
        endpoint, secret = registering.make(kinds=kinds or ["*"], **given)
        return Hook(endpoint, secret)

    return make


@pytest.fixture
def consume() -> Callable[[], int]:
    """Let the consumer read what is there."""
    return lambda: consuming.drain("webhooks")
