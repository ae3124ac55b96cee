"""Why a job cannot begin, or cannot be taken back."""

from __future__ import annotations

from ponte.tickets.errors import TicketError


class NothingChosen(TicketError):
    """No ticket fits the selection."""


class TooMany(TicketError):
    """More than one job takes."""


class NotUndoable(TicketError):
    """It is at work, changed nothing, cannot be put back, or was put back already."""
