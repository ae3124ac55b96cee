"""On many: applying a macro, and answering and solving what hangs below a solved ticket."""

from __future__ import annotations

from collections.abc import Callable

from ponte.team.models import Agent
from ponte.tickets.bulk.actions import register
from ponte.tickets.links import solving_together
from ponte.tickets.macros import applying
from ponte.tickets.macros.models import Macro
from ponte.tickets.models import Ticket
from ponte.tickets.states import LAST_UNSOLVED

NO_ANSWER = "-"


def _macro(value: str, by: Agent) -> Callable[[Ticket], object]:
    """The macro's changes and its note; what it says to customers is for people to send."""
    macro = Macro.objects.active().visible_to(by).filter(pk=int(value)).first()
    if macro is None:
        raise ValueError(value)
    return lambda ticket: applying.apply_unattended(macro, ticket, by=by)


def _answered(ticket: Ticket, value: str, by: Agent) -> str:
    return value if ticket.state_type > LAST_UNSOLVED else ""


def _answer(value: str, by: Agent) -> Callable[[Ticket], object]:
    """Solve each; `value` is the HTML that its customer is written, "-" for nothing."""
    html = "" if value == NO_ANSWER else value
    return lambda ticket: solving_together.solve(ticket, by=by, html=html)


register("answer", _answered, _answer, final=True)
register("macro", lambda ticket, value, by: "", _macro, final=True)
