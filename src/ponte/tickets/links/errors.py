"""Why two tickets cannot be linked so."""

from __future__ import annotations

from ponte.tickets.errors import TicketError


class NotLinkable(TicketError):
    """`code`: itself, circle or taken (there is one above it already)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
