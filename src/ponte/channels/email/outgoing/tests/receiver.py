"""A real SMTP server that takes our mail, and misbehaves when told to."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller

from ponte.config.reading import SmtpServer
from ponte.lib.mail.parsed import ParsedMail
from ponte.lib.mail.parsing import parse


@dataclass
class Received:
    sender: str
    recipients: list[str]
    raw: bytes

    @property
    def mail(self) -> ParsedMail:
        return parse(self.raw)

    def header(self, name: str) -> str:
        return next((value for key, value in self.mail.headers if key.lower() == name.lower()), "")


@dataclass
class Receiver:
    """`rcpt` and `data` answer for a recipient or a mail (None: take it); `hang` drops the connection in DATA."""

    mails: list[Received] = field(default_factory=list)
    rcpt: Callable[[str], str | None] = lambda _address: None
    data: Callable[[Received], str | None] = lambda _received: None
    hang: bool = False
    before_answer: Callable[[], None] = lambda: None

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        answer = self.rcpt(address)
        if answer is None:
            envelope.rcpt_tos.append(address)
            return "250 OK"
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        received = Received(envelope.mail_from, list(envelope.rcpt_tos), bytes(envelope.original_content))
        if self.hang:
            server.transport.abort()
            return "421 gone"
        refused = self.data(received)
        if refused:
            return refused
        self.mails.append(received)
        await asyncio.get_running_loop().run_in_executor(None, self.before_answer)
        return "250 2.0.0 queued as 4711"


def serve(receiver: Receiver, **options: Any) -> Controller:
    """Start it on a free port of the loopback; `controller.stop()` ends it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options.setdefault("enable_SMTPUTF8", True)
    controller = Controller(receiver, hostname="127.0.0.1", port=port, **options)
    controller.start()
    return controller


def server_at(controller: Controller) -> SmtpServer:
    """What the settings would say of this server."""
    return SmtpServer("127.0.0.1", controller.port, "none")
