"""What the API remembers: answers to repeated requests, and files that wait for their message."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.team.tokens.models import Token
from ponte.tickets.models import Attachment


class Remembered(models.Model):
    """The answer to a request that carried an `Idempotency-Key`; the same key gets it again for 24 hours.

    Written in the transaction of the change itself, so that an answer is remembered if and only if its change was
    made. `fingerprint`: of method, address and body; the key must not be used for another request.
    """

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.SmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=b"")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["token", "key"], name="remembered_once"),
        ]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["created_at"], name="remembered_age")]

    def __str__(self) -> str:
        return self.key


class Upload(models.Model):
    """A file that was sent before its message; only its agent may use it, for a day."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    attachment = models.OneToOneField(Attachment, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"upload {self.attachment_id}"
