"""Deliveries reach nobody behind the wall: neither by the address, nor by what its name leads to."""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from ponte.channels.webhooks import addresses, connecting, delivering, registering
from ponte.channels.webhooks.models import Endpoint
from ponte.channels.webhooks.posting import Poster
from ponte.channels.webhooks.tests.receiver import Receiver
from ponte.team.models import Agent
from ponte.tickets import changing
from ponte.tickets.models import Ticket
from ponte.tickets.states import Priority

CLOSED = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fd00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "2002:7f00:1::",
    "64:ff9b::7f00:1",
]


@pytest.mark.parametrize("address", CLOSED)
def test_private_addresses_are_closed(address: str, settings: Any) -> None:
    settings.WEBHOOK_NETWORKS = ()
    assert not addresses.is_open(ip_address(address), "https")
    assert not addresses.is_open(ip_address(address), "http")


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822"])
def test_the_world_is_open_by_https_alone(address: str, settings: Any) -> None:
    settings.WEBHOOK_NETWORKS = ()
    assert addresses.is_open(ip_address(address), "https")
    assert not addresses.is_open(ip_address(address), "http")


def test_the_settings_open_a_network(settings: Any) -> None:
    settings.WEBHOOK_NETWORKS = (ip_network("10.0.0.0/8"),)
    assert addresses.is_open(ip_address("10.1.2.3"), "http")
    assert addresses.is_open(ip_address("::ffff:10.1.2.3"), "https")
    assert not addresses.is_open(ip_address("192.168.1.1"), "https")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "shop.example/hooks",
        "ftp://shop.example/",
        "https://",
        "https://user:secret@shop.example/",
        "https://shop.example/#part",
        "https://shop.example:0/",
        "https://shop.example:99999/",
        "https://127.0.0.1/",
        "https://[::1]:8443/",
        "http://shop.example/",
        "https://shop example/",
        "https://" + "a" * 70 + ".example/",
        "https://shop.example/" + "x" * 2000,
    ],
)
def test_what_is_no_address_is_told_at_its_field(url: str, settings: Any, admin: Agent) -> None:
    settings.WEBHOOK_NETWORKS = ()
    with pytest.raises(ValidationError) as refused:
        registering.make(url=url, kinds=["*"], by=admin)
    assert list(refused.value.message_dict) == ["url"]
    assert not Endpoint.objects.exists()


def test_a_name_that_turns_inward_after_the_check_is_not_followed(
    settings: Any, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: the name is asked once, and what it leads to is checked there and then."""
    settings.WEBHOOK_NETWORKS = ()
    asked: list[str] = []

    def lead_inward(host: str, port: int, **given: Any) -> Any:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", receiver.port))]

    monkeypatch.setattr(connecting.socket, "getaddrinfo", lead_inward)
    answer = Poster().post("https://shop.velora.eu/hooks", b"{}", {})
    assert (answer.status, answer.error, asked) == (None, "closed", ["shop.velora.eu"])
    assert receiver.heard == []


def test_an_endpoint_whose_network_was_closed_since_gets_nothing(
    hook: Callable[..., Any], receiver: Receiver, ticket: Ticket, consume: Callable[[], int], settings: Any
) -> None:
    mine = hook("ticket.changed")
    changing.set_priority(ticket, Priority.HIGH, by="system")
    consume()
    settings.WEBHOOK_NETWORKS = ()
    delivering.deliver_due()
    assert receiver.heard == []
    assert mine.deliveries[0].error == "closed"


def test_names_of_demos_are_not_even_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting.socket, "getaddrinfo", lambda *given, **more: pytest.fail("it was asked for"))
    assert Poster().post("https://shop.velora.example/hooks", b"{}", {}).error == "no_such_host"
