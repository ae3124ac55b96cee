"""What was written on a ticket, with its files."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

from ponte.customers.models import Customer
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.models.ticket import Ticket
from ponte.tickets.states import Channel


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

    # `message_thread` begins with the ticket; a second index would be written with each message.
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="messages", db_index=False)
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
