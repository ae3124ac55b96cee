"""Applying a macro on many."""

from __future__ import annotations

from collections.abc import Callable

from ponte.team.models import Agent
from ponte.tickets.bulk.actions import register
from ponte.tickets.macros import applying
from ponte.tickets.macros.models import Macro
from ponte.tickets.models import Ticket


def _macro(value: str, by: Agent) -> Callable[[Ticket], object]:
    """The macro's changes and its note; what it says to customers is for people to send."""
    macro = Macro.objects.active().visible_to(by).filter(pk=int(value)).first()
    if macro is None:
        raise ValueError(value)
    return lambda ticket: applying.apply_unattended(macro, ticket, by=by)


register("macro", lambda ticket, value, by: "", _macro, final=True)
