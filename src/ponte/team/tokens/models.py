"""Tokens: what is kept of them opens nothing."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ponte.lib import clock
from ponte.team.models import Agent


class Token(models.Model):
    """A key with which a program acts as `agent`, within `scopes`.

    `digest`: the SHA-256 of the secret, which is 256 random bits and therefore needs no slow hash.
    `beginning`: the first characters of the secret, by which its owner knows it again.
    `last_used_at`: written at most once a minute.
    """

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    scopes = ArrayField(models.CharField(max_length=24), default=list)
    digest = models.CharField(max_length=64, unique=True)
    beginning = models.CharField(max_length=16)
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def journal_name(self) -> str:
        """This token's word in the journal."""
        return f"token:{self.pk}"

    def opens(self, at: datetime) -> bool:
        """Whether it is of use at this moment."""
        return self.revoked_at is None and (self.expires_at is None or at < self.expires_at)

    @property
    def is_expired(self) -> bool:
        return self.expires_at is not None and self.expires_at <= clock.now()
