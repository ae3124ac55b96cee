"""What people need not be told, because they see it, and what they must not be told, because they may not see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ponte.channels.notices.news import News
from ponte.channels.notices.sorts import Sort
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.models import Presence, Reading, Ticket
from ponte.tickets.presence import FRESH


class Seen:
    """Who has seen what already: the message was read before we came, or the person is on the ticket now."""

    def __init__(self, news: Sequence[News]) -> None:
        agents, tickets = {each.agent for each in news}, {each.ticket for each in news if each.ticket}
        readings = Reading.objects.filter(agent__in=agents, ticket__in=tickets)
        self.read = {(agent, ticket): upto for agent, ticket, upto in readings.values_list(*_READING)}
        here = Presence.objects.filter(agent__in=agents, ticket__in=tickets, seen_at__gt=clock.now() - FRESH)
        self.here = set(here.values_list("agent_id", "ticket_id"))

    def by(self, each: News) -> bool:
        """Whether this is no news to them."""
        if each.ticket is None:
            return False
        if each.message and (each.is_message or each.sort == Sort.MENTIONED):
            return self.read.get((each.agent, each.ticket), 0) >= each.message
        return (each.agent, each.ticket) in self.here


_READING = ("agent_id", "ticket_id", "message_id")


def visible(news: Sequence[News], agents: dict[int, Agent]) -> list[News]:
    """Those on tickets that their person may see now; a query for each person who does not see all."""
    tickets: dict[int, set[int]] = defaultdict(set)
    for each in news:
        if each.ticket and not agents[each.agent].sees_all:
            tickets[each.agent].add(each.ticket)
    seen = {
        (agent, ticket)
        for agent, some in tickets.items()
        for ticket in Ticket.objects.visible_to(agents[agent]).filter(pk__in=some).values_list("pk", flat=True)
    }
    return [
        each
        for each in news
        if each.ticket is None or agents[each.agent].sees_all or (each.agent, each.ticket) in seen
    ]
