"""Who is asking, when proxies stand between."""

from typing import Any

import pytest

from ponte.config import proxies
from ponte.config.reading import networks

TRUSTED = networks("10.0.0.0/8, 2001:db8::1")


def corrected(client: str, *headers: tuple[bytes, bytes]) -> dict[str, Any]:
    scope: dict[str, Any] = {"client": (client, 1234), "scheme": "http", "headers": list(headers)}
    proxies.correct(scope, TRUSTED)
    return scope


def test_a_trusted_proxy_is_believed() -> None:
    scope = corrected("10.0.0.2", (b"x-forwarded-for", b"192.0.2.7"), (b"x-forwarded-proto", b"https"))
    assert (scope["client"][0], scope["scheme"]) == ("192.0.2.7", "https")
    assert scope["headers"] == []


def test_nobody_else_is() -> None:
    scope = corrected("192.0.2.9", (b"x-forwarded-for", b"127.0.0.1"), (b"x-forwarded-proto", b"https"))
    assert (scope["client"][0], scope["scheme"]) == ("192.0.2.9", "http")
    assert scope["headers"] == []


@pytest.mark.parametrize(
    ("chain", "client"),
    [
        (b"1.1.1.1, 192.0.2.7, 10.0.0.3", "192.0.2.7"),  # the first was made up by the asker
        (b"10.0.0.5, 10.0.0.3", "10.0.0.5"),
        (b"nonsense", "nonsense"),
        (b" , ", "2001:db8::1"),
        (b"", "2001:db8::1"),
    ],
)
def test_the_nearest_stranger_is_the_client(chain: bytes, client: str) -> None:
    assert corrected("2001:db8::1", (b"x-forwarded-for", chain))["client"][0] == client


def test_headers_that_could_pass_for_others_are_dropped() -> None:
    scope = corrected("192.0.2.9", (b"x_forwarded_for", b"1.1.1.1"), (b"x-kept", b"yes"))
    assert scope["headers"] == [(b"x-kept", b"yes")]
