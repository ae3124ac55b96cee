"""The outgoing mail server, as the installation's settings name it."""

from __future__ import annotations

from typing import Protocol

from django.conf import settings


class OutgoingServer(Protocol):
    """`security`: "tls" from the first byte, "starttls", "auto" (when offered) or "none"."""

    @property
    def host(self) -> str: ...
    @property
    def port(self) -> int: ...
    @property
    def security(self) -> str: ...
    @property
    def user(self) -> str: ...
    @property
    def password(self) -> str: ...


def outgoing() -> OutgoingServer | None:
    """The server that takes our mail; None: mail is kept in the outbox."""
    server: OutgoingServer | None = settings.PONTE.smtp
    return server
