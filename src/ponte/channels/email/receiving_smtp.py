"""The mail receiver: takes mail by SMTP and says 250 only once it is stored."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import psycopg
from aiosmtpd.smtp import Envelope, Session
from django.db import DatabaseError, InterfaceError

from ponte.channels.email.door import Door
from ponte.channels.email.encrypting import Encryption
from ponte.channels.email.group_commit import Keeper
from ponte.channels.email.smtp_session import Conversation, House
from ponte.channels.email.storing import SMTP as ROAD
from ponte.channels.email.storing import Delivery

log = logging.getLogger(__name__)
MAX_RECIPIENTS = 100
GRACE = 3.0  # seconds that mails in the middle have to end when we stop
DATABASE_AWAY = "451 4.3.0 The mail cannot be stored now, try again later"
DISK_FULL = "452 4.3.1 No room to store the mail now, try again later"


@dataclass(frozen=True)
class Reception:
    """How mail is received. `max_bytes`: the largest mail. `takes_all`: recipients are not checked."""

    host: str = "127.0.0.1"
    port: int = 2525
    name: str = ""
    max_bytes: int = 50_000_000
    certificate: Path | None = None
    key: Path | None = None
    takes_all: bool = False
    max_connections: int = 200

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach us."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


class Receptionist:
    """Answers the sender at each step."""

    def __init__(self, door: Door, keeper: Keeper) -> None:
        self.door = door
        self.keeper = keeper
        self.asking = ThreadPoolExecutor(1, "door")

    async def handle_EHLO(  # noqa: N802
        self, server: Conversation, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [line for line in responses if not line.startswith("250-AUTH")]  # nobody signs in here

    async def handle_RCPT(  # noqa: N802
        self, server: Conversation, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if len(envelope.rcpt_tos) >= MAX_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        if not self.door.remembers(address):
            loop = asyncio.get_running_loop()
            try:
                is_ours = await loop.run_in_executor(self.asking, self.door.admits, address)
            except (DatabaseError, InterfaceError) as error:
                log.warning("the mailboxes cannot be read: %s", error)
                return DATABASE_AWAY
            if not is_ours:
                why = "This Ponte has no mailbox yet" if self.door.has_no_mailbox else "No such mailbox here"
                return f"550 5.1.1 {why}"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: Conversation, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        delivery = Delivery(
            raw=envelope.content,
            road=ROAD,
            envelope_from=(envelope.mail_from or "").strip("<>"),
            envelope_to=[address.strip("<>") for address in envelope.rcpt_tos],
        )
        try:
            await self.keeper.keep(delivery)
        except Exception as error:
            return refuse(error)
        return "250 2.0.0 Stored"


def refuse(error: Exception) -> str:
    """The answer when a mail could not be stored: whatever it was, the sender keeps it and tries again."""
    log.warning("a mail could not be stored: %s: %s", type(error).__name__, error)
    return DISK_FULL if isinstance(error.__cause__, psycopg.errors.DiskFull) else DATABASE_AWAY


def run(stop: threading.Event, ready: Callable[[], None], reception: Reception) -> None:
    """Receive mail until `stop` is set; `ready` is called once the port is open.

    Raises:
        OSError: the port cannot be had.
        ssl.SSLError: certificate and key do not fit.
    """
    asyncio.run(serve(stop, ready, reception))


async def serve(stop: threading.Event, ready: Callable[[], None], reception: Reception) -> None:
    """The same inside an event loop."""
    logging.getLogger("mail.log").setLevel(logging.WARNING)  # aiosmtpd tells every command otherwise
    loop = asyncio.get_running_loop()
    house = House(max_connections=reception.max_connections)
    keeper = Keeper()
    receptionist = Receptionist(Door(reception.takes_all, reception.is_local), keeper)
    options: dict[str, Any] = {
        "data_size_limit": reception.max_bytes,
        "enable_SMTPUTF8": True,
        "hostname": reception.name or socket.gethostname(),
        "ident": "Ponte",
        "auth_exclude_mechanism": ["LOGIN", "PLAIN"],
        "loop": loop,
    }
    encryption = Encryption(reception.certificate, reception.key) if reception.certificate else None

    def conversation() -> Conversation:
        return Conversation(receptionist, house, tls_context=encryption and encryption.context(), **options)

    server = await loop.create_server(conversation, reception.host, reception.port, backlog=512)
    keeper.start()
    log.info("mail at %s:%d", reception.host, reception.port)
    ready()
    await asyncio.to_thread(stop.wait)
    house.closing = True
    server.close()
    until = loop.time() + GRACE
    while (house.in_flight or keeper.queue) and loop.time() < until:
        await asyncio.sleep(0.02)
    await asyncio.to_thread(keeper.stop)
    await asyncio.sleep(0.05)  # the last answers leave
    receptionist.asking.shutdown(wait=False)
