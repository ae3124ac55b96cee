"""What the rules need to know of the tickets and people of a batch of events, read together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ponte.events.models import Event
from ponte.team.models import Agent, Membership
from ponte.tickets.models import Follow, Message, Ticket

AGENT = "agent:"


@dataclass(frozen=True, slots=True)
class Said:
    """What the rules ask of a message."""

    agent: int | None
    is_automatic: bool


@dataclass
class Scene:
    """Tickets as they are now, their followers, messages; teams and roles where a rule asks for them."""

    tickets: dict[int, Ticket] = field(default_factory=dict)
    followers: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    messages: dict[int, Said] = field(default_factory=dict)

    @cached_property
    def _teams(self) -> dict[int, list[tuple[int, bool]]]:
        teams: dict[int, list[tuple[int, bool]]] = defaultdict(list)
        rows = Membership.objects.order_by("agent").values_list("team_id", "agent_id", "is_lead")
        for team, agent, is_lead in rows:
            teams[team].append((agent, is_lead))
        return teams

    @cached_property
    def _roles(self) -> list[tuple[int, str]]:
        return list(Agent.objects.filter(is_active=True).values_list("pk", "role"))

    def members(self, team: int | None) -> list[int]:
        return [agent for agent, _ in self._teams[team]] if team else []

    def leads(self, team: int | None) -> list[int]:
        """Those who lead the team; all of it where nobody does."""
        leads = [agent for agent, is_lead in self._teams[team] if is_lead] if team else []
        return leads or self.members(team)

    def of_role(self, *roles: str) -> list[int]:
        return [pk for pk, role in self._roles if role in roles]


def read(events: Sequence[Event]) -> Scene:
    """The scene of these events, in three queries."""
    tickets = {event.ticket_id for event in events if event.ticket_id}
    messages = {event.data.get("message") for event in events} - {None}
    scene = Scene()
    if tickets:
        few = Ticket.objects.only("team_id", "assignee_id", "is_spam", "state_type")
        scene.tickets = few.in_bulk(tickets)
        for ticket, agent in Follow.objects.filter(ticket__in=tickets).values_list("ticket_id", "agent_id"):
            scene.followers[ticket].append(agent)
    if messages:
        rows = Message.objects.filter(pk__in=messages).values_list("pk", "agent_id", "is_automatic")
        scene.messages = {pk: Said(agent, automatic) for pk, agent, automatic in rows}
    return scene


def actor_of(event: Event) -> int | None:
    """The agent who did it; None for customers and the system."""
    number = event.actor.removeprefix(AGENT)
    return int(number) if event.actor.startswith(AGENT) and number.isdigit() else None
