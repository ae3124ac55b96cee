"""Finding another ticket: by its number, or by words."""

from __future__ import annotations

import re

from ponte.team.models import Agent
from ponte.tickets import searching
from ponte.tickets.models import Ticket

MOST = 10
_number = re.compile(r"\s*#?(\d{1,18})\s*$")


def by_number(agent: Agent, typed: str) -> Ticket | None:
    """The ticket that "#41" or "41" names, if this person may see it."""
    found = _number.match(typed)
    if not found:
        return None
    rows = Ticket.objects.visible_to(agent).select_related("state", "requester", "brand", "assignee", "team")
    return rows.filter(pk=int(found[1])).first()


def suggestions(agent: Agent, ticket: Ticket, typed: str) -> list[Ticket]:
    """What fits the words; without any, the other tickets of the same customer."""
    rows = Ticket.objects.visible_to(agent).exclude(pk=ticket.pk).select_related("state", "requester")
    rows = searching.search(rows, typed) if typed.strip() else rows.filter(requester=ticket.requester_id)
    return list(rows.order_by("-pk")[:MOST])
