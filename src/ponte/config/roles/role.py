"""How a role runs in its process: told to stop by signals, and gone within the time that it has."""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable
from importlib import import_module

from ponte.config.environment import Environment

log = logging.getLogger("ponte.roles")
Ready = Callable[[], None]
ROLES = ("web", "worker", "mail")
STOP_LIMIT = 5.0  # seconds from the signal to the end, whatever hangs


def run(name: str, settings: Environment, ready: Ready) -> None:
    """Be the role `name` until SIGTERM or SIGINT."""
    stop = threading.Event()

    def told(number: int, _frame: object) -> None:
        if not stop.is_set():
            stop.set()
            leave_in_time(name)

    signal.signal(signal.SIGTERM, told)
    signal.signal(signal.SIGINT, told)
    import_module(f"ponte.config.roles.{name}").run(settings, stop, ready)


def leave_in_time(name: str) -> None:
    """Whatever still hangs after the limit is cut: all work is in transactions, so nothing is half done."""

    def cut() -> None:
        log.warning("%s did not stop within %d s and is cut", name, STOP_LIMIT)
        os._exit(0)

    timer = threading.Timer(STOP_LIMIT, cut)
    timer.daemon = True
    timer.start()
