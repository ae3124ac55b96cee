"""The mail role: the SMTP receiver."""

from __future__ import annotations

import logging
import threading
from importlib.util import find_spec

from ponte.config.environment import Environment
from ponte.config.roles.role import Ready

log = logging.getLogger("ponte.mail")
RECEIVER = "ponte.channels.email.smtpd"  # `run(stop, ready)`: receives until told, `ready` once it listens


def run(settings: Environment, stop: threading.Event, ready: Ready) -> None:
    """Receive mail until `stop` is set."""
    if find_spec(RECEIVER):
        from importlib import import_module

        import_module(RECEIVER).run(stop, ready)
    else:
        turn_away(settings, stop, ready)


def turn_away(settings: Environment, stop: threading.Event, ready: Ready) -> None:
    """Until the receiver is there: ask senders to come again later, so that nothing is lost."""
    from aiosmtpd.controller import Controller

    class Later:
        async def handle_DATA(self, server: object, session: object, envelope: object) -> str:  # noqa: N802
            return "451 4.3.0 not ready to take mail, try again later"

    controller = Controller(Later(), hostname=settings.mail_host, port=settings.mail_port)
    controller.start()
    log.warning("this version takes no mail yet")
    ready()
    stop.wait()
    controller.stop()
