"""Why tickets cannot be merged or split so."""

from __future__ import annotations

from ponte.tickets.errors import TicketError


class NotMergeable(TicketError):
    """`code`: itself, merged (it is part of another already), moved_on (the other was merged since), final."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotSplittable(TicketError):
    """`code`: none (no message was chosen), all (nothing would stay), sending (one is on its way)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
