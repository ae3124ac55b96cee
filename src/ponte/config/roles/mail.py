"""The mail role: the SMTP receiver."""

from __future__ import annotations

import logging
import socket
import threading
from importlib import import_module
from importlib.util import find_spec

from ponte.config.environment import Environment
from ponte.config.roles.role import Ready

log = logging.getLogger("ponte.mail")
RECEIVER = "ponte.channels.email.receiving_smtp"  # `run(stop)`: receives until told to stop


def run(settings: Environment, stop: threading.Event, ready: Ready) -> None:
    """Receive mail until `stop` is set."""
    threading.Thread(target=wait_greeting, args=(settings, stop, ready), daemon=True).start()
    if find_spec(RECEIVER):
        import_module(RECEIVER).run(stop)
    else:
        turn_away(settings, stop)


def wait_greeting(settings: Environment, stop: threading.Event, ready: Ready) -> None:
    """Call `ready` once a connection is greeted."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.mail_host, settings.mail_host)  # noqa: S104
    while not stop.wait(0.03):
        try:
            with socket.create_connection((host, settings.mail_port), timeout=5) as connection:
                greeting = connection.recv(200)
                connection.sendall(b"QUIT\r\n")
        except OSError:
            continue
        if greeting.startswith(b"220"):
            log.info("receiving at %s:%d", settings.mail_host, settings.mail_port)
            ready()
            return


def turn_away(settings: Environment, stop: threading.Event) -> None:
    """Until the receiver is there: ask senders to come again later, so that nothing is lost."""
    from aiosmtpd.controller import Controller

    class Later:
        async def handle_DATA(self, server: object, session: object, envelope: object) -> str:  # noqa: N802
            return "451 4.3.0 not ready to take mail, try again later"

    controller = Controller(Later(), hostname=settings.mail_host, port=settings.mail_port)
    controller.start()
    log.warning("this version takes no mail yet")
    stop.wait()
    controller.stop()
