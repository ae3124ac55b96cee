"""Connections that reach only what is open to us (see `addresses`), bound to the address that was checked."""

from __future__ import annotations

import http.client
import socket
import ssl
from functools import cache
from ipaddress import ip_address

from ponte.channels.webhooks.addresses import is_open

NOBODYS = (".example", ".invalid", ".test")  # reserved for documents and demos: not even asked for


class Closed(Exception):
    """The name leads only to addresses that we do not send to."""


class NoSuchHost(Exception):
    """The name does not exist, or names cannot be asked just now."""


def connect(host: str, port: int, timeout: float, scheme: str) -> socket.socket:
    """A socket to the first address of `host` that is open and answers.

    Raises:
        Closed, NoSuchHost, OSError: there is none.
    """
    if host.lower().rstrip(".").endswith(NOBODYS):
        raise NoSuchHost(host)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NoSuchHost(str(error)) from error
    trouble: Exception = Closed(host)
    for family, kind, protocol, _name, place in found:
        if not is_open(ip_address(str(place[0]).partition("%")[0]), scheme):
            continue
        made = socket.socket(family, kind, protocol)
        made.settimeout(timeout)
        try:
            made.connect(place)
        except OSError as error:
            made.close()
            trouble = error
        else:
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return made
    raise trouble


class Plain(http.client.HTTPConnection):
    """http."""

    def connect(self) -> None:
        self.sock = connect(self.host, self.port, self.timeout or 15, "http")


class Encrypted(http.client.HTTPSConnection):
    """https; the certificate must be good for the name."""

    def connect(self) -> None:
        plain = connect(self.host, self.port, self.timeout or 15, "https")
        # The handshake comes after `sock` is set, so that whoever watches the time can cut it.
        self.sock = trust().wrap_socket(plain, server_hostname=self.host, do_handshake_on_connect=False)
        self.sock.do_handshake()


@cache
def trust() -> ssl.SSLContext:
    """The system's certificates; SSL_CERT_FILE names others."""
    return ssl.create_default_context()
