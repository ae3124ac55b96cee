"""One of a problem's incidents, or of a ticket's parts, is answered and solved with it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ponte.lib import clock, richtext
from ponte.team.models import Agent
from ponte.tickets import addressees, changing, replying
from ponte.tickets.choosing_states import default_state
from ponte.tickets.models import Message, Ticket
from ponte.tickets.states import LAST_UNSOLVED, StateType


@transaction.atomic
def solve(ticket: Ticket, *, by: Agent, html: str = "", at: datetime | None = None) -> Message | None:
    """Solve it; with `html` the customer is answered too. A solved one stays as it is, and nobody is written to.

    Raises:
        ClosedTicket, NoRecipient, NotAllowed, NotSolvable: nothing was changed.
    """
    at = at or clock.now()
    if ticket.state_type > LAST_UNSOLVED:
        return None
    state = default_state(StateType.SOLVED)
    if richtext.is_empty(richtext.clean(html)):
        changing.set_state(ticket, state, by=by, at=at, anyway=True)
        return None
    return replying.reply(
        ticket, by=by, html=html, to=addressees.usual(ticket), state=state, at=at, anyway=True, keep_draft=True
    )
