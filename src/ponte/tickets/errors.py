"""Why a ticket refuses."""

from __future__ import annotations


class TicketError(Exception):
    """A behaviour that cannot be done as asked; nothing was changed."""


class ClosedTicket(TicketError):
    """Closed is final: open a follow-up instead."""


class EmptyMessage(TicketError):
    """There is nothing to send."""


class NoRecipient(TicketError):
    """Nobody would receive this reply."""


class TooLate(TicketError):
    """The message has left already."""


class NotAllowed(TicketError):
    """This person may look but not change."""
