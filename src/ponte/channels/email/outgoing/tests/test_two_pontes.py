"""Two installations that acknowledge everything, wired to each other by real SMTP, fall silent."""

from __future__ import annotations

import asyncio
import os
import smtplib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from aiosmtpd.controller import Controller

from ponte.channels.email.outgoing.tests.test_loops import MARKS
from ponte.config.postgres.tuning import free_port
from ponte.config.tests.started import Started, environ, ponte

OURS, THEIRS = "support@velora.example", "help@other.example"
HOPS = 40  # between both; the limits end it at twenty
QUIET = 6.0  # seconds in which nothing passed


class Wire:
    """The net between them: hands each mail on to the receiver of its domain; may take its marks away."""

    def __init__(self) -> None:
        self.ports: dict[str, int] = {}
        self.passed: list[bytes] = []
        self.strips = False

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        raw = bytes(envelope.original_content)
        self.passed.append(raw)
        if len(self.passed) > HOPS:
            return "550 5.4.6 they never stop"
        raw = MARKS.sub(b"", raw) if self.strips else raw
        await asyncio.get_running_loop().run_in_executor(
            None, self.hand_on, raw, envelope.mail_from, envelope.rcpt_tos
        )
        return "250 2.0.0 OK"

    def hand_on(self, raw: bytes, sender: str, recipients: list[str]) -> None:
        with smtplib.SMTP("127.0.0.1", self.ports[recipients[0].rpartition("@")[2]], timeout=30) as smtp:
            smtp.sendmail(sender, recipients, raw)

    def falls_silent(self, limit: float = 150) -> int:
        """Wait until nothing passes any more; how many mails did."""
        end, seen, since = time.monotonic() + limit, -1, time.monotonic()
        while time.monotonic() < end:
            if len(self.passed) != seen:
                seen, since = len(self.passed), time.monotonic()
            elif time.monotonic() - since > QUIET:
                return seen
            time.sleep(0.2)
        raise AssertionError(f"they never stop: {seen} mails")


@contextmanager
def installation(folder: Path, address: str, wire: Controller) -> Iterator[tuple[int, str]]:
    """A Ponte of its own with one mailbox, which acknowledges: its receiver's port and its database."""
    admin = os.environ["PONTE_TEST_PG"]
    name = f"ponte_{folder.name}"
    url = urlsplit(admin)._replace(path=f"/{name}").geturl()
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    assert ponte("migrate", "--data", str(folder), DATABASE_URL=url).returncode == 0
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("UPDATE tickets_brand SET acknowledges = true, locales = '{en}'")
    port = free_port()
    given = {
        "DATABASE_URL": url,
        "PONTE_SMTP_URL": f"smtp://127.0.0.1:{wire.port}?starttls=never",
        "PONTE_MAIL_PORT": str(port),
    }
    made = (
        "from ponte.channels.email.models import Mailbox; from ponte.tickets.models import Brand;"
        f"Mailbox.objects.create(address='{address}', brand=Brand.objects.get())"
    )
    run_in(folder, made, url)
    started = [Started(role, "--data", str(folder), **given) for role in ("mail", "worker")]
    try:
        for one in started:
            one.wait_for("is ready")
        yield port, url
    finally:
        for one in started:
            one.stop()
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run_in(folder: Path, code: str, url: str) -> None:
    given = environ(DATABASE_URL=url, PONTE_DATA=str(folder), DJANGO_SETTINGS_MODULE="ponte.config.settings")
    subprocess.run([sys.executable, "-c", f"import django; django.setup(); {code}"], env=given, check=True)


def ask(port: int, number: int) -> None:
    """A person at the other company writes to ours, from their shared address."""
    raw = (
        f"From: Other <{THEIRS}>\r\nTo: {OURS}\r\nSubject: Hello {number}\r\nMessage-ID: <{number}@other.example>\r\n"
        "\r\nWe have a question.\r\n"
    )
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as smtp:
        smtp.sendmail(THEIRS, [OURS], raw.encode())


def test_they_fall_silent(tmp_path: Path) -> None:
    wire = Wire()
    controller = Controller(wire, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        with (
            installation(tmp_path / "ours", OURS, controller) as (port, _ours),
            installation(tmp_path / "theirs", THEIRS, controller) as (their_port, theirs),
        ):
            wire.ports = {"velora.example": port, "other.example": their_port}
            ask(port, 1)
            assert wire.falls_silent() == 1
            wire.strips = True
            ask(port, 2)
            assert wire.falls_silent() <= 25
            with psycopg.connect(theirs) as connection:
                tickets = connection.execute("SELECT count(*) FROM tickets_ticket").fetchone()
            assert tickets is not None
            assert tickets[0] <= 12
    finally:
        controller.stop()
