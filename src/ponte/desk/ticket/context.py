"""What stands beside the conversation: the customer, the ticket's properties, other tickets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ponte.customers.models import Identity
from ponte.desk.ticket.belongings import has
from ponte.search.statements import Statement, number
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
    """Read it all: three queries, and one for each kind of thing that most tickets lack."""
    others = _others(agent.role, agent.is_active).rows(agent=agent.pk, customer=ticket.requester_id, ticket=ticket.pk)
    return Context(
        identities=_IDENTITIES.rows(customer=ticket.requester_id),
        participants=_PARTICIPANTS.rows(ticket=ticket.pk) if has(ticket, "participants") else [],
        followers=[row.agent for row in _FOLLOWS.rows(ticket=ticket.pk)] if has(ticket, "followers") else [],
        others=others[:OTHERS],
        more_others=len(others) > OTHERS,
        deadlines=explaining.of_ticket(ticket) if has(ticket, "clocks") else [],
    )


_IDENTITIES: Statement[Identity] = Statement(
    lambda: Identity.objects.filter(customer=number("customer")).order_by("kind", "-is_primary", "pk")
)
_PARTICIPANTS: Statement[Participant] = Statement(
    lambda: Participant.objects.filter(ticket=number("ticket")).select_related("customer").order_by("pk")
)
_FOLLOWS: Statement[Follow] = Statement(
    lambda: Follow.objects.filter(ticket=number("ticket")).select_related("agent").order_by("agent__name")
)


@lru_cache(maxsize=32)
def _others(role: str, is_active: bool) -> Statement[Ticket]:
    """The customer's other tickets, as far as anybody of this role sees them."""
    seen = Ticket.objects.visible_to(Agent(pk=number("agent"), role=role, is_active=is_active))
    theirs = seen.filter(requester=number("customer")).exclude(pk=number("ticket"))
    return Statement(lambda: theirs.select_related("state").order_by("-created_at")[: OTHERS + 1])
