"""What stands beside the conversation: the customer, the ticket's properties, other tickets."""

from __future__ import annotations

from dataclasses import dataclass

from ponte.customers.models import Identity
from ponte.team.models import Agent
from ponte.tickets.models import Follow, Participant, Ticket
from ponte.tickets.sla import explaining
from ponte.tickets.sla.explaining import Explained

OTHERS = 6


@dataclass(frozen=True)
class Context:
    """Everything the context pane shows that is not on the ticket itself."""

    identities: list[Identity]
    participants: list[Participant]
    followers: list[Agent]
    others: list[Ticket]
    more_others: bool
    deadlines: list[Explained]

    def follows(self, agent: Agent) -> bool:
        """Whether this agent follows the ticket."""
        return agent in self.followers

    @property
    def outsiders(self) -> list[Participant]:
        """Those who named the ticket and wait at the door."""
        return [each for each in self.participants if not each.is_confirmed]

    @property
    def copied(self) -> list[Participant]:
        """Those who are on the thread."""
        return [each for each in self.participants if each.is_confirmed]


def read(ticket: Ticket, agent: Agent) -> Context:
    """Read it all; five queries."""
    others = list(
        Ticket.objects.visible_to(agent)
        .filter(requester=ticket.requester_id)
        .exclude(pk=ticket.pk)
        .select_related("state")
        .order_by("-created_at")[: OTHERS + 1]
    )
    return Context(
        identities=list(ticket.requester.identities.order_by("kind", "-is_primary", "pk")),
        participants=list(Participant.objects.filter(ticket=ticket).select_related("customer").order_by("pk")),
        followers=[
            row.agent for row in Follow.objects.filter(ticket=ticket).select_related("agent").order_by("agent__name")
        ],
        others=others[:OTHERS],
        more_others=len(others) > OTHERS,
        deadlines=explaining.of_ticket(ticket),
    )
