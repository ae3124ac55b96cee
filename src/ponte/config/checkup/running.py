"""Whether the roles answer, where they should be running."""

from __future__ import annotations

import dataclasses
import socket
import threading
from collections.abc import Iterator

from django.db import connection

from ponte.config import ports, running
from ponte.config.checkup.finding import Finding, note, ok, problem
from ponte.config.environment import Environment
from ponte.config.roles import web

LOGS = "its log says why; `ponte serve` starts it again"


def roles(ours: Environment) -> Iterator[Finding]:
    """Web, mail and worker answer, if `ponte serve` runs here; else their ports are free."""
    if not running.serving(ours.data):
        yield note("`ponte serve` does not run on this data folder")
        for host, port, name in (
            (ours.host, ours.port, "PONTE_PORT"), (ours.mail_host, ours.mail_port, "PONTE_MAIL_PORT"),
        ):  # fmt: skip
            if ports.occupied(host, port):
                yield note(f"something else listens on {host}:{port}", f"stop it, or set another {name}")
        return
    ours = dataclasses.replace(ours, **running.places(ours.data))  # its flags are not ours
    yield ok("pages are answered") if answers(ours) else problem("the web role does not answer", LOGS)
    yield ok("mail is greeted") if greets(ours) else problem("the mail role does not answer", LOGS)
    yield ok("a worker is alive") if works() else problem("no worker has been alive for a minute", LOGS)


def answers(ours: Environment) -> bool:
    stop = threading.Event()
    patience = threading.Timer(5, stop.set)
    patience.start()
    try:
        return web.wait_answer(ours, stop)
    finally:
        patience.cancel()


def greets(ours: Environment) -> bool:
    try:
        with socket.create_connection((ours.mail_host, ours.mail_port), timeout=5) as link:
            return link.recv(100).startswith(b"220")
    except OSError:
        return False


def works() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '60 s'"
        )
        return bool(cursor.fetchone()[0])
