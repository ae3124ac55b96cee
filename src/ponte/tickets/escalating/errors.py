"""Why an escalation refuses."""

from __future__ import annotations

from ponte.tickets.errors import TicketError


class AlreadyEscalated(TicketError):
    """Somebody is asked already; their answer comes first."""


class NotThisPath(TicketError):
    """The path does not begin at the ticket's team, or is closed."""


class NotIncluded(TicketError):
    """Something that must be filled in is missing. `fields`: their names."""

    def __init__(self, fields: list[str]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


class NotOpen(TicketError):
    """It has been returned or taken back already."""
