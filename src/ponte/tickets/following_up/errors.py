"""Why a follow-up refuses."""

from __future__ import annotations

from ponte.tickets.errors import TicketError


class NotToCome(TicketError):
    """The moment is past, or more than five years away."""


class Finished(TicketError):
    """A solved or closed ticket has no next step to wait for."""
