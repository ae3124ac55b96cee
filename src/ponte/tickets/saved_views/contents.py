"""Which tickets lie in a view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ponte.team.models import Agent
from ponte.tickets.conditions import tree
from ponte.tickets.conditions.context import Context, of
from ponte.tickets.conditions.selecting import select
from ponte.tickets.conditions.tree import Node
from ponte.tickets.models import Ticket
from ponte.tickets.saved_views.models import View

if TYPE_CHECKING:
    from ponte.tickets.querysets import TicketQuerySet


def tickets_in(view: View, agent: Agent, context: Context | None = None) -> TicketQuerySet:
    """Those that this person may see, in no order.

    Raises:
        InvalidConditions: the view speaks of a field that is there no more.
    """
    return tickets_that(view.tree, agent, context)


def tickets_that(node: Node, agent: Agent, context: Context | None = None) -> TicketQuerySet:
    """The same for conditions that no view holds yet. Spam stays out, unless the conditions speak of it."""
    seen = Ticket.objects.visible_to(agent)
    if not tree.names(node, "spam"):
        seen = seen.filter(is_spam=False)
    return select(seen, node, context or of(agent))
