"""The mail role: the SMTP receiver."""

from __future__ import annotations

import threading

from ponte.config.environment import Environment
from ponte.config.roles.role import Ready


def run(settings: Environment, stop: threading.Event, ready: Ready) -> None:
    """Receive mail until `stop` is set."""
    from ponte.channels.email import receiving_smtp

    reception = receiving_smtp.Reception(
        host=settings.mail_host,
        port=settings.mail_port,
        name=settings.mail_name,
        max_bytes=settings.mail_max_bytes,
        certificate=settings.tls_certificate,
        key=settings.tls_key,
        takes_all=settings.mail_accept_all,
    )
    receiving_smtp.run(stop, ready, reception)
