"""Why a reply cannot wait for a time."""

from __future__ import annotations

from ponte.tickets.errors import TicketError


class NotToCome(TicketError):
    """The time is over already, or more than a year away."""


class OneWaits(TicketError):
    """This agent's reply on this ticket waits already: edit that one."""
