"""Mailboxes, every message that came in (raw), and every message that goes out."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ponte.lib import clock
from ponte.team.models import Agent, Team
from ponte.tickets.models import Brand, Message, Ticket


class ImapSecurity(models.TextChoices):
    TLS = "tls", _("TLS")
    STARTTLS = "starttls", _("STARTTLS")
    NONE = "none", _("None (local networks only)")


class ImapAuth(models.TextChoices):
    PASSWORD = "password", _("Password")
    GMAIL = "gmail", _("Google (OAuth 2)")
    OUTLOOK = "outlook", _("Microsoft (OAuth 2)")


class AfterFetching(models.TextChoices):
    """What happens to a mail on the server once it is stored here."""

    SEEN = "seen", _("Mark as read")
    LEAVE = "leave", _("Leave as it is")
    MOVE = "move", _("Move to a folder")
    DELETE = "delete", _("Delete")


class Mailbox(models.Model):
    """An address of ours. Mail for it comes by SMTP, by the pipe, and by IMAP where that is set.

    `colleagues_join`: somebody of the requester's organisation who answers in a thread of theirs is let in.
    `secret`: password or refresh token, encrypted with the installation's key (`channels.email.secrets`).
    """

    address = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True, default="")
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="mailboxes")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="mailboxes")
    is_active = models.BooleanField(default=True)
    colleagues_join = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)

    imap_host = models.CharField(max_length=253, blank=True, default="")
    imap_port = models.PositiveIntegerField(default=993)
    imap_security = models.CharField(max_length=8, choices=ImapSecurity, default=ImapSecurity.TLS)
    imap_auth = models.CharField(max_length=8, choices=ImapAuth, default=ImapAuth.PASSWORD)
    imap_username = models.CharField(max_length=253, blank=True, default="")
    imap_folder = models.CharField(max_length=120, blank=True, default="INBOX")
    imap_after = models.CharField(max_length=6, choices=AfterFetching, default=AfterFetching.SEEN)
    imap_moves_to = models.CharField(max_length=120, blank=True, default="")
    secret = models.BinaryField(null=True, blank=True)
    uid_validity = models.BigIntegerField(null=True)
    last_uid = models.BigIntegerField(default=0)
    checked_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    error = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return self.address


class Disposition(models.TextChoices):
    """What became of a message that came in."""

    PENDING = "pending", _("Waiting")
    NEW_TICKET = "new_ticket", _("New ticket")
    THREADED = "threaded", _("Joined its ticket")
    FOLLOW_UP = "follow_up", _("Follow-up of a closed ticket")
    FLAGGED = "flagged", _("Joined, flagged: from an outsider")
    DUPLICATE = "duplicate", _("Already here")
    BOUNCE = "bounce", _("Bounce noted")
    SUPPRESSED = "suppressed", _("Suppressed")
    FAILED = "failed", _("Failed, can be replayed")


class Inbound(models.Model):
    """One message as it came over one road, stored before anybody tried to understand it."""

    road = models.CharField(max_length=40)
    received_at = models.DateTimeField(default=clock.now)
    envelope_from = models.CharField(max_length=320, blank=True, default="")
    envelope_to = ArrayField(models.CharField(max_length=320), default=list, blank=True)
    raw = models.BinaryField()
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    mailbox = models.ForeignKey(Mailbox, null=True, on_delete=models.SET_NULL, related_name="inbound")
    imap_uid = models.CharField(max_length=64, null=True, blank=True)

    disposition = models.CharField(max_length=12, choices=Disposition, default=Disposition.PENDING)
    reason = models.CharField(max_length=60, blank=True, default="")
    detail = models.TextField(blank=True, default="")
    sender = models.CharField(max_length=320, blank=True, default="")
    subject = models.CharField(max_length=500, blank=True, default="")
    rfc_message_id = models.CharField(max_length=255, blank=True, default="")
    ticket = models.ForeignKey(Ticket, null=True, on_delete=models.SET_NULL, related_name="inbound")
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="inbound")
    attempts = models.SmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    processed_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["id"],
                condition=models.Q(disposition=Disposition.PENDING),
                name="inbound_pending",
            ),
            models.Index(fields=["disposition", "-id"], name="inbound_disposition"),
            models.Index(fields=["sha256"], name="inbound_same"),
            models.Index(fields=["message"], name="inbound_message"),
            models.Index(fields=["detail"], condition=models.Q(reason="blocked_sender"), name="inbound_kept_out"),
            models.Index(fields=["rfc_message_id"], condition=~models.Q(rfc_message_id=""), name="inbound_rfc_id"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["mailbox", "imap_uid"], name="imap_message_once")
        ]

    def __str__(self) -> str:
        return f"inbound {self.pk}: {self.disposition}"


class MessageReference(models.Model):
    """A Message-ID that leads to a ticket.

    `message`: the message that bears it. None: a mail on the ticket only refers to it, so that others which
    refer to the same unknown mail find their way too.
    """

    identifier = models.CharField(max_length=255)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="references")
    message = models.ForeignKey(Message, null=True, on_delete=models.CASCADE, related_name="references")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["identifier", "ticket"], name="reference_once")
        ]

    def __str__(self) -> str:
        return self.identifier


class OutgoingKind(models.TextChoices):
    REPLY = "reply", pgettext_lazy("kind of mail", "Reply")
    ACKNOWLEDGEMENT = "acknowledgement", _("Acknowledgement")
    NOTICE = "notice", _("Notice")


class OutgoingStatus(models.TextChoices):
    QUEUED = "queued", _("Queued")
    SENDING = "sending", _("Sending")
    SENT = "sent", _("Sent")
    KEPT = "kept", _("Kept in the outbox")
    FAILED = "failed", _("Failed")
    BOUNCED = "bounced", _("Bounced")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Outgoing(models.Model):
    """One mail that goes out. Claimed with a lease; `raw` is what was handed to the server."""

    kind = models.CharField(max_length=16, choices=OutgoingKind, default=OutgoingKind.REPLY)
    message = models.OneToOneField(Message, null=True, blank=True, on_delete=models.CASCADE, related_name="outgoing")
    ticket = models.ForeignKey(Ticket, null=True, on_delete=models.CASCADE, related_name="outgoing")
    mailbox = models.ForeignKey(Mailbox, null=True, on_delete=models.SET_NULL, related_name="outgoing")
    sender = models.CharField(max_length=320)
    recipients = ArrayField(models.CharField(max_length=320), default=list)
    subject = models.CharField(max_length=500, blank=True, default="")
    rfc_message_id = models.CharField(max_length=255, unique=True)
    content = models.JSONField(default=dict, blank=True)
    raw = models.BinaryField(null=True, blank=True)

    status = models.CharField(max_length=10, choices=OutgoingStatus, default=OutgoingStatus.QUEUED)
    due_at = models.DateTimeField(default=clock.now)
    attempts = models.SmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    error = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(status__in=[OutgoingStatus.QUEUED, OutgoingStatus.SENDING]),
                name="outgoing_due",
            ),
            models.Index(fields=["status", "-id"], name="outgoing_status"),
        ]

    def __str__(self) -> str:
        return f"outgoing {self.pk}: {self.status}"


class Acknowledged(models.Model):
    """Every automatic answer we gave an address, so that loops and storms run dry."""

    address = models.CharField(max_length=320)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes: ClassVar[list[Any]] = [models.Index(fields=["address", "-at"], name="acknowledged_recent")]

    def __str__(self) -> str:
        return self.address


class BlockedSender(models.Model):
    """An address, or "@domain", whose mail is kept out. `ticket`: the spam that led to it."""

    address = models.CharField(max_length=320, unique=True)
    agent = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+")
    ticket = models.ForeignKey(Ticket, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.address
