"""Who has to do with a ticket: on the thread, following, reading, looking now."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from ponte.customers.models import Customer
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.models.ticket import Ticket


class Participant(models.Model):
    """A customer who is on the thread beside the requester.

    `is_confirmed` False: an outsider who named the ticket; agents see a flag, and nothing is sent to them.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="participants", db_index=False)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="participations")
    address = models.CharField(max_length=320)
    is_confirmed = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["ticket", "address"], name="participant_once")
        ]

    def __str__(self) -> str:
        return self.address


class Follow(models.Model):
    """An agent who follows a ticket."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="follows", db_index=False)
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="follows")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(fields=["ticket", "agent"], name="follow_once")]

    def __str__(self) -> str:
        return f"{self.agent_id} follows {self.ticket_id}"


class Reading(models.Model):
    """How far an agent has read a ticket: the last message they saw."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="readings")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="readings", db_index=False)
    message_id = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(fields=["agent", "ticket"], name="reading_once")]

    def __str__(self) -> str:
        return f"{self.agent_id} read #{self.ticket_id}"


class Presence(models.Model):
    """An agent who has the ticket open, as last heard from their browser (an unlogged table)."""

    ticket = models.ForeignKey(
        Ticket, on_delete=models.CASCADE, related_name="presences", db_constraint=False, db_index=False
    )
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="presences", db_constraint=False)
    mode = models.CharField(max_length=10)
    seen_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(fields=["ticket", "agent"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.agent_id} {self.mode} #{self.ticket_id}"
