"""The whole world in memory, and its numbers in order of time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ponte.channels.email.models import Acknowledged, Inbound, MessageReference, Outgoing
from ponte.demo.company import Company
from ponte.demo.life import Happening, Life
from ponte.demo.people import Crowd
from ponte.events.kinds import kind_of
from ponte.events.models import Event
from ponte.tickets.models import Draft, Follow, Message, Participant, Ticket


@dataclass
class World:
    """Everything that will be written."""

    now: datetime
    company: Company
    crowd: Crowd
    lives: list[Life] = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)
    inbound: list[Inbound] = field(default_factory=list)
    outgoing: list[Outgoing] = field(default_factory=list)
    references: list[MessageReference] = field(default_factory=list)
    acknowledged: list[Acknowledged] = field(default_factory=list)
    unread: set[int] = field(default_factory=set)
    landmark: tuple[Life, int] | None = None

    @property
    def tickets(self) -> list[Ticket]:
        return [life.ticket for life in self.lives]

    @property
    def messages(self) -> list[Message]:
        return sorted((row for life in self.lives for row in life.messages), key=lambda row: row.pk)

    def number(self) -> None:
        """Give tickets and messages their numbers, in order of time; the landmark ticket gets the one it has
        in our pictures."""
        self.lives.sort(key=lambda life: life.ticket.created_at)
        first = 1
        if self.landmark:
            life, number = self.landmark
            first = number - self.lives.index(life)
        for number, life in enumerate(self.lives, start=first):
            life.ticket.pk = number
        rows = [(row.created_at, life, row) for life in self.lives for row in life.messages]
        rows.sort(key=lambda entry: entry[0])
        for number, (_, life, row) in enumerate(rows, start=1):
            row.pk, row.ticket_id = number, life.ticket.pk
        for life in self.lives:
            self._settle(life)

    def _settle(self, life: Life) -> None:
        ticket = life.ticket
        ticket.last_message_id = life.messages[-1].pk
        if life.subject_follows:
            ticket.follows_up_id = life.subject_follows.ticket.pk
        hanging: list[Participant | Follow | Draft] = [*life.participants, *life.follows, *life.drafts]
        for row in hanging:
            row.ticket_id = ticket.pk
        for clock in life.clocks:
            clock.ticket_id = ticket.pk
        for file in life.attachments:
            if file.message is not None:
                file.message_id = file.message.pk

    def events(self) -> list[Event]:
        """The journal of this world, checked against the registry."""
        told = [*self.happenings, *(entry for life in self.lives for entry in life.happenings)]
        told.sort(key=lambda entry: entry.at)
        numbers = {id(entry): number for number, entry in enumerate(told, start=1)}
        return [_event(number, entry, numbers.get(id(entry.cause))) for number, entry in enumerate(told, start=1)]


def _event(number: int, entry: Happening, cause: int | None) -> Event:
    kind = kind_of(entry.kind)
    data = {key: _plain(value) for key, value in entry.data.items()}
    kind.check(data)
    return Event(
        pk=number,
        at=entry.at,
        kind=kind.name,
        version=kind.version,
        subject=_word(entry.subject),
        ticket_id=entry.ticket.pk if entry.ticket else None,
        customer_id=entry.customer.pk if entry.customer else None,
        actor=_word(entry.by),
        cause_id=cause,
        data=data,
    )


def _plain(value: Any) -> Any:
    return value.pk if hasattr(value, "pk") else value


def _word(value: Any) -> str:
    return value if isinstance(value, str) else str(value.journal_name)
