"""Tickets, their messages, and what hangs on them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Left
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ponte.customers.models import Customer
from ponte.lib import clock
from ponte.team.models import Agent, Team
from ponte.tickets.indexes import TICKET_INDEXES
from ponte.tickets.querysets import TicketQuerySet
from ponte.tickets.states import Channel, Priority, StateType, TicketType

NEVER = datetime(9999, 12, 31, tzinfo=UTC)  # no deadline is running; sorts last and keeps keyset paging simple


class Brand(models.Model):
    """A name under which the company answers, with its own words to customers.

    `acknowledgement`, `signature`: text by language code, e.g. {"it": "..."}; may hold {ticket}, {name}, {brand}.
    """

    name = models.CharField(max_length=80, unique=True)
    default_locale = models.CharField(max_length=8, default="en")
    locales = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    acknowledges = models.BooleanField(default=False)
    acknowledgement = models.JSONField(default=dict, blank=True)
    signature = models.JSONField(default=dict, blank=True)
    is_default = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["is_default"], condition=Q(is_default=True), name="one_default_brand")
        ]

    def __str__(self) -> str:
        return self.name


class State(models.Model):
    """A company's own state. `names`: by language code; empty means the type's usual word."""

    type = models.SmallIntegerField(choices=StateType)
    names = models.JSONField(default=dict, blank=True)
    pauses_deadlines = models.BooleanField(default=False)
    position = models.SmallIntegerField(default=0)
    is_default = models.BooleanField(default=False, help_text="the one that the type means when none is named")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["type", "position", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["type"], condition=Q(is_default=True), name="one_default_state_a_type")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """In the reader's language, else English, else the type's word."""
        language = get_language() or "en"
        return str(self.names.get(language) or self.names.get("en") or StateType(self.type).label)


class Tag(models.Model):
    """A known tag; tickets hold the names themselves."""

    name = models.CharField(max_length=60, unique=True)
    created_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.name


class Ticket(models.Model):
    """One matter of one requester. Its id is the number people say.

    `state_type` repeats `state.type` for the indexes; change both through `tickets.changing`.
    `due_at`: when the next answer is due, `NEVER` when no clock runs.
    `waiting_since`: the oldest public customer message without an answer.
    `snippet`, `last_*`: what lists show, kept by the behaviours that add messages.
    """

    subject = models.CharField(max_length=500, blank=True, default="")
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="tickets")
    state_type = models.SmallIntegerField(choices=StateType, default=StateType.NEW)
    priority = models.SmallIntegerField(choices=Priority, default=Priority.NORMAL)
    type = models.CharField(max_length=12, choices=TicketType, default=TicketType.QUESTION)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.EMAIL)
    tags = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    language = models.CharField(max_length=8, blank=True, default="")
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="tickets")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="tickets")
    assignee = models.ForeignKey(Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="assigned")
    requester = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="tickets")
    mailbox_address = models.CharField(max_length=320, blank=True, default="")
    follows_up = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="follow_ups"
    )
    is_spam = models.BooleanField(default=False)

    snippet = models.CharField(max_length=240, blank=True, default="")
    message_count = models.IntegerField(default=0)
    last_message_id = models.BigIntegerField(null=True)
    last_public_from_customer = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now)
    updated_at = models.DateTimeField(default=clock.now)
    waiting_since = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(default=NEVER)
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


class Participant(models.Model):
    """A customer who is on the thread beside the requester.

    `is_confirmed` False: an outsider who named the ticket; agents see a flag, and nothing is sent to them.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="participants")
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

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="follows")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="follows")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(fields=["ticket", "agent"], name="follow_once")]

    def __str__(self) -> str:
        return f"{self.agent_id} follows {self.ticket_id}"


class MessageKind(models.TextChoices):
    PUBLIC = "public", _("Public reply")
    NOTE = "note", _("Internal note")
    SYSTEM = "system", _("System message")


class Delivery(models.TextChoices):
    """Where an outgoing message stands. NONE: nothing to deliver (incoming, notes)."""

    NONE = "", ""
    QUEUED = "queued", _("Waiting to be sent")
    SENDING = "sending", _("Sending")
    SENT = "sent", _("Sent")
    KEPT = "kept", _("Kept in the outbox")
    FAILED = "failed", _("Not sent")
    BOUNCED = "bounced", _("Bounced")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Message(models.Model):
    """One message of a ticket; exactly one of `customer`, `agent` or neither (system) wrote it.

    `text`: all that was visible. `reply_text`: without quotes and signature ("" when the same as `text`).
    `html`: cleaned, to be shown sandboxed only; "" when the message was plain.
    `segments`: how the text folds, [[kind, text], ...] with kind reply, quote or signature.
    `external_id`: the channel's own id, unique by channel, so that no message enters twice.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=8, choices=MessageKind)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.EMAIL)
    customer = models.ForeignKey(Customer, null=True, blank=True, on_delete=models.PROTECT, related_name="messages")
    agent = models.ForeignKey(Agent, null=True, blank=True, on_delete=models.PROTECT, related_name="messages")
    sender_address = models.CharField(max_length=320, blank=True, default="")
    sender_name = models.CharField(max_length=200, blank=True, default="")
    to = ArrayField(models.CharField(max_length=320), default=list, blank=True)
    cc = ArrayField(models.CharField(max_length=320), default=list, blank=True)
    subject = models.CharField(max_length=500, blank=True, default="")
    text = models.TextField(blank=True, default="")
    reply_text = models.TextField(blank=True, default="")
    html = models.TextField(blank=True, default="")
    segments = models.JSONField(default=list, blank=True)
    language = models.CharField(max_length=8, blank=True, default="")
    is_automatic = models.BooleanField(default=False)
    is_flagged = models.BooleanField(default=False, help_text="from an outsider who named this ticket")
    external_id = models.CharField(max_length=128, null=True, blank=True)
    delivery = models.CharField(max_length=10, choices=Delivery, default=Delivery.NONE, blank=True)
    delivery_detail = models.TextField(blank=True, default="")
    send_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    words = models.GeneratedField(
        expression=SearchVector(Left("text", 100_000), config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["ticket", "id"], name="message_thread"),
            GinIndex(fields=["words"], name="message_words"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["channel", "external_id"], name="message_enters_once"),
            models.CheckConstraint(
                condition=~Q(customer__isnull=False, agent__isnull=False), name="message_has_one_author"
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.pk} of #{self.ticket_id}"


class Attachment(models.Model):
    """A file of a message, or of a draft until it is sent. `key`: where the file storage holds it."""

    message = models.ForeignKey(Message, null=True, on_delete=models.CASCADE, related_name="attachments")
    draft = models.ForeignKey("Draft", null=True, on_delete=models.CASCADE, related_name="attachments")
    filename = models.CharField(max_length=255)
    content_type = models.CharField(max_length=127, default="application/octet-stream")
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    key = models.CharField(max_length=200)
    content_id = models.CharField(max_length=255, blank=True, default="")
    is_inline = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.filename


class Draft(models.Model):
    """What an agent has typed and not sent, one reply and one note a ticket."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="drafts")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=8, choices=MessageKind, default=MessageKind.PUBLIC)
    html = models.TextField(blank=True, default="")
    to = ArrayField(models.CharField(max_length=320), default=list, blank=True)
    cc = ArrayField(models.CharField(max_length=320), default=list, blank=True)
    updated_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["ticket", "agent", "kind"], name="draft_once")
        ]

    def __str__(self) -> str:
        return f"draft of {self.agent_id} on #{self.ticket_id}"


class Reading(models.Model):
    """How far an agent has read a ticket: the last message they saw."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="readings")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="readings")
    message_id = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(fields=["agent", "ticket"], name="reading_once")]

    def __str__(self) -> str:
        return f"{self.agent_id} read #{self.ticket_id}"


class CannedText(models.Model):
    """A ready answer, by language code: {"en": "...", "it": "..."} (HTML as the composer writes it)."""

    name = models.CharField(max_length=120)
    texts = models.JSONField(default=dict)
    owner = models.ForeignKey(Agent, null=True, blank=True, on_delete=models.CASCADE, related_name="canned")
    created_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.name


class Presence(models.Model):
    """An agent who has the ticket open, as last heard from their browser (an unlogged table)."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="presences", db_constraint=False)
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="presences", db_constraint=False)
    mode = models.CharField(max_length=10)
    seen_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(fields=["ticket", "agent"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.agent_id} {self.mode} #{self.ticket_id}"
