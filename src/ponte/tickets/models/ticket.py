"""The ticket itself."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ponte.customers.models import Customer
from ponte.lib import clock
from ponte.team.models import Agent, Team
from ponte.tickets.indexes import TICKET_INDEXES
from ponte.tickets.models.labels import Brand, State
from ponte.tickets.querysets import TicketQuerySet
from ponte.tickets.states import Channel, Priority, StateType, TicketType

NEVER = datetime(9999, 12, 31, tzinfo=UTC)  # no deadline is running; sorts last and keeps keyset paging simple


class Ticket(models.Model):
    """One matter of one requester. Its id is the number people say.

    `state_type` repeats `state.type` for the indexes; change both through `tickets.changing`.
    `due_at`: when the next answer is due, `NEVER` when no clock runs.
    `wakes_at`: when a snoozed ticket comes back, `NEVER` when only a reply brings it; None when it does not sleep.
    `promise_due_at`: by when the customer was promised an answer that they do not have yet.
    `waiting_since`: the oldest public customer message without an answer.
    `snippet`, `last_*`: what lists show, kept by the behaviours that add messages.
    Keys without an index of their own: a longer one begins with the requester, and a state tells too few apart.
    """

    subject = models.CharField(max_length=500, blank=True, default="")
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="tickets", db_index=False)
    state_type = models.SmallIntegerField(choices=StateType, default=StateType.NEW)
    priority = models.SmallIntegerField(choices=Priority, default=Priority.NORMAL)
    type = models.CharField(max_length=12, choices=TicketType, default=TicketType.QUESTION)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.EMAIL)
    tags = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    language = models.CharField(max_length=8, blank=True, default="")
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="tickets")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="tickets")
    assignee = models.ForeignKey(Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="assigned")
    requester = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="tickets", db_index=False)
    mailbox_address = models.CharField(max_length=320, blank=True, default="")
    follows_up = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="follow_ups"
    )
    is_spam = models.BooleanField(default=False)
    # No constraint: a form may go while another process still gives it to new tickets, and no mail is lost by that.
    form = models.ForeignKey(
        "ticket_fields.Form",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )

    snippet = models.CharField(max_length=240, blank=True, default="")
    message_count = models.IntegerField(default=0)
    last_message_id = models.BigIntegerField(null=True)
    last_public_from_customer = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now)
    updated_at = models.DateTimeField(default=clock.now)
    waiting_since = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(default=NEVER)
    wakes_at = models.DateTimeField(null=True, blank=True)
    promise_due_at = models.DateTimeField(null=True, blank=True)
    first_replied_at = models.DateTimeField(null=True, blank=True)
    solved_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = TicketQuerySet.as_manager()

    class Meta:
        indexes: ClassVar[list[Any]] = TICKET_INDEXES

    def __str__(self) -> str:
        return f"#{self.pk} {self.subject}"

    @property
    def journal_name(self) -> str:
        """This ticket's word in the journal."""
        return f"ticket:{self.pk}"

    @property
    def is_closed(self) -> bool:
        """Closed is final; a later reply opens a follow-up."""
        return self.state_type == StateType.CLOSED

    @property
    def due(self) -> datetime | None:
        """`due_at` for people: None when no clock runs."""
        return None if self.due_at == NEVER else self.due_at
