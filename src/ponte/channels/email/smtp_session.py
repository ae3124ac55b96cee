"""One SMTP conversation. aiosmtpd speaks; reading DATA, limits and the end of a connection are ours."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import Any

from aiosmtpd.smtp import SMTP

CHUNK = 65_536  # bytes that are looked at together for the end of a mail
IDLE = 300.0  # seconds without a word after which a connection ends (RFC 5321 asks for five minutes)
SLOW = 60.0  # seconds without a byte in the middle of a mail
MAX_IN_FLIGHT = 400_000_000  # bytes of half-received mails held in memory together
_END = b"\r\n.\r\n"
# A dot alone between line ends of which one is bare: other servers take it for the end of the mail, and what
# follows for commands. Nobody writes this by accident.
_SMUGGLED = re.compile(rb"(?:(?<!\r)\n|\r(?!\n))\.(?:\r\n|\n|\r)|\r\n\.(?:\n|\r(?!\n))")


@dataclass
class House:
    """What all conversations of one receiver share."""

    max_connections: int = 200
    connections: int = 0
    in_flight: int = 0
    closing: bool = False

    @property
    def is_full(self) -> bool:
        return self.connections >= self.max_connections or self.closing


class Conversation(SMTP):  # type: ignore[misc]
    """aiosmtpd's server with our DATA: quick for large mails, bounded in memory, long lines taken."""

    line_length_limit = CHUNK

    def __init__(self, handler: Any, house: House, **options: Any) -> None:
        super().__init__(handler, timeout=IDLE, **options)
        self.house = house
        self.is_turned_away = False
        self.is_counted = False
        self.transport: Any

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if not self.is_counted:
            if self.house.is_full:
                self._turn_away(transport)
                return
            self.house.connections += 1
            self.is_counted = True
        super().connection_made(transport)

    def _turn_away(self, transport: asyncio.BaseTransport) -> None:
        self.is_turned_away = True
        assert isinstance(transport, asyncio.WriteTransport)
        why = "going to restart" if self.house.closing else "too many connections"
        transport.write(f"421 4.3.2 {self.hostname} {why}, try again later\r\n".encode())
        transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        if self.is_turned_away:
            return
        if self.is_counted:
            self.is_counted = False
            self.house.connections -= 1
        super().connection_lost(error)

    def data_received(self, data: bytes) -> None:
        if not self.is_turned_away:
            super().data_received(data)

    def eof_received(self) -> bool | None:
        """A client may close its side after its last word and still wait for the answer: read on to the end."""
        if self.is_turned_away or self.session is None or self.session.ssl is not None:
            return None if self.is_turned_away else super().eof_received()
        self._reader.feed_eof()
        return True

    async def handle_exception(self, error: Exception) -> str:
        if isinstance(error, asyncio.IncompleteReadError):  # the client has gone
            if self.transport is not None:
                self.transport.close()
                self.transport = None
            return "221 2.0.0 Bye"
        return str(await super().handle_exception(error))

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        """Read a mail to its end and hand it on."""
        if await self.check_helo_needed():
            return
        if arg:
            await self.push("501 5.5.4 Syntax: DATA")
            return
        if not self.envelope.rcpt_tos:
            await self.push("503 5.5.1 Name a recipient first")
            return
        await self.push("354 End the mail with a dot on a line of its own")
        content, refusal = await self._read_mail()
        if refusal:
            answer = refusal
        else:
            self.envelope.content = self.envelope.original_content = content
            answer = await self._call_handler_hook("DATA")
        self._set_post_data_state()
        await self.push(answer)

    async def _read_mail(self) -> tuple[bytes, str]:
        """The mail without its dots, or a refusal. It is read to the end in any case, so the talk can go on."""
        pieces: list[bytes] = []
        size = 0
        refusal = ""
        # the line end before the mail counts for an end mark that stands at its very beginning
        self._reader._buffer[:0] = b"\r\n"
        try:
            while True:
                self._reset_timeout(SLOW)
                try:
                    piece, is_last = await self._reader.readuntil(_END), True
                except asyncio.LimitOverrunError as overrun:
                    piece, is_last = await self._reader.read(overrun.consumed), False
                if not refusal:
                    size += len(piece)
                    self.house.in_flight += len(piece)
                    pieces.append(piece)
                    refusal = self._refusal(size)
                if refusal:
                    self.house.in_flight -= sum(map(len, pieces))
                    pieces.clear()
                if is_last:
                    break
        finally:
            self.house.in_flight -= sum(map(len, pieces))
            self._reset_timeout()
        if refusal:
            return b"", refusal
        raw = b"".join(pieces)
        if _SMUGGLED.search(raw, 0, len(raw) - len(_END) + 2):
            return b"", "554 5.6.0 Refused: a dot alone on a line that ends in a bare line feed or carriage return"
        return _unstuff(raw), ""

    def _refusal(self, size: int) -> str:
        if self.data_size_limit and size > self.data_size_limit + len(_END) + 2:
            return f"552 5.3.4 Too large: at most {self.data_size_limit} bytes are taken"
        if self.house.in_flight > MAX_IN_FLIGHT:
            return "452 4.3.1 Too much mail at once, try again later"
        return ""


def _unstuff(raw: bytes) -> bytes:
    """The mail between the line end before it and its end mark, with doubled dots made single."""
    return raw[: 2 - len(_END)].replace(b"\r\n.", b"\r\n")[2:]
