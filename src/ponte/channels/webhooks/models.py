"""Endpoints, what is to be delivered to each, every attempt, and replays."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ponte.lib import clock


class Suspension(models.TextChoices):
    """Why nothing is sent to an endpoint."""

    NONE = "", _("Not suspended")
    BY_HAND = "by_hand", _("Suspended by a colleague")
    FAILING = "failing", _("Suspended because it failed for days")
    GONE = "gone", _("Suspended because the receiver said that it is gone (410)")


class Endpoint(models.Model):
    """An address that hears of what happens.

    `kinds`: patterns such as `ticket.*`. `conditions`: which tickets, in the language of views; {} means all.
    `active_since`: what happened before is not told by itself. `failing_since`: the first failure after the last
    success. `rests_until`: the receiver asked for a pause.
    """

    url = models.CharField(max_length=2000)
    description = models.CharField(max_length=200, blank=True, default="")
    kinds = ArrayField(models.CharField(max_length=80), default=list)
    conditions = models.JSONField(default=dict, blank=True)
    includes_notes = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)
    active_since = models.DateTimeField(default=clock.now)
    suspended = models.CharField(max_length=8, choices=Suspension, blank=True, default=Suspension.NONE)
    suspended_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    rests_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.description or self.host

    @property
    def host(self) -> str:
        """What may be shown of the address everywhere: paths often hold secrets."""
        return urlsplit(self.url).hostname or ""

    @property
    def is_active(self) -> bool:
        return self.suspended == Suspension.NONE

    @property
    def journal_name(self) -> str:
        """This endpoint's word in the journal."""
        return f"webhook:{self.pk}"


class Secret(models.Model):
    """A key that signs, encrypted; several are good at once while one takes over from another."""

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="secrets")
    sealed = models.BinaryField()
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"secret {self.pk}"


class Replay(models.Model):
    """What happened in a span of time, told once more. `place`: the last event of the journal that was looked at."""

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="replays")
    since = models.DateTimeField()
    until = models.DateTimeField()
    by = models.CharField(max_length=40)
    place = models.BigIntegerField(default=0)
    count = models.IntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now)
    done_at = models.DateTimeField(null=True, blank=True)
    is_cancelled = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index("id", name="webhooks_replays_going", condition=Q(done_at__isnull=True))]

    def __str__(self) -> str:
        return f"replay {self.pk}"


class Status(models.TextChoices):
    """Where a delivery stands."""

    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being sent")
    DELIVERED = "delivered", _("Delivered")
    GIVEN_UP = "given_up", _("Given up")


UNFINISHED = (Status.WAITING, Status.SENDING)


class Delivery(models.Model):
    """One event for one endpoint, with the very bytes that are signed and sent at every attempt.

    `message_id`: the `webhook-id`, the same for the same event for ever. `line`: what must stay in order, such as
    `ticket:41`. `due_at`: the next attempt, while it is sent the end of the lease; None while it waits behind an
    earlier one of its line. `earlier`: attempts before somebody asked for it to be sent again.
    """

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="deliveries")
    replay = models.ForeignKey(Replay, null=True, blank=True, on_delete=models.CASCADE, related_name="deliveries")
    event_id = models.BigIntegerField(null=True)
    ticket_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=80)
    message_id = models.CharField(max_length=60)
    line = models.CharField(max_length=80)
    body = models.TextField()
    status = models.CharField(max_length=9, choices=Status, default=Status.WAITING)
    due_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    earlier = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint("endpoint", "event_id", condition=Q(replay=None), name="webhooks_event_once"),
            models.UniqueConstraint(
                "replay", "event_id", condition=~Q(replay=None), name="webhooks_event_once_a_replay"
            ),
        ]
        indexes = [
            models.Index(
                "endpoint", "due_at", "id", name="webhooks_due", condition=Q(status__in=("waiting", "sending"))
            ),
            models.Index(
                "endpoint", "line", "id", name="webhooks_line", condition=Q(status__in=("waiting", "sending"))
            ),
            models.Index(fields=["endpoint", "-id"], name="webhooks_log"),
            models.Index("ended_at", name="webhooks_ended", condition=Q(ended_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.message_id}"

    @property
    def is_unfinished(self) -> bool:
        return self.status in UNFINISHED


class Attempt(models.Model):
    """One attempt. `took` in milliseconds; `answer`: the beginning of what the receiver said."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="log")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    took = models.IntegerField()
    status = models.PositiveSmallIntegerField(null=True)
    error = models.CharField(max_length=20, blank=True, default="")
    detail = models.CharField(max_length=500, blank=True, default="")
    answer = models.TextField(blank=True, default="")

    class Meta:
        indexes = [models.Index("delivery", "number", name="webhooks_attempts")]

    def __str__(self) -> str:
        return f"attempt {self.number}"


def in_force(secret: Secret, at: datetime) -> bool:
    """Whether a secret signs at this moment."""
    return secret.expires_at is None or at < secret.expires_at
