"""The first step of every behaviour: hold the ticket's row."""

from __future__ import annotations

from ponte.team.models import Agent
from ponte.tickets.errors import ClosedTicket, NotAllowed
from ponte.tickets.models import Ticket


def hold(ticket: Ticket) -> Ticket:
    """Read `ticket` again under a row lock, so that two at once wait for each other."""
    return Ticket.objects.select_for_update(of=("self",)).select_related("state").get(pk=ticket.pk)


def hold_open(ticket: Ticket) -> Ticket:
    """The same, refusing a closed one.

    Raises:
        ClosedTicket: the ticket is closed.
    """
    held = hold(ticket)
    if held.is_closed:
        raise ClosedTicket
    return held


def require_writer(by: object) -> None:
    """Refuse people who may only look.

    Raises:
        NotAllowed: `by` is an observer or no longer active.
    """
    if isinstance(by, Agent) and not (by.may_write and by.is_active):
        raise NotAllowed
