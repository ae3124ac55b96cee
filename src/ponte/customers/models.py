"""Customers, the identities by which we know them, and their organisations."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.utils.translation import gettext_lazy as _

from ponte.lib import clock


class Organisation(models.Model):
    """A company or institution; people whose address lies in one of `domains` belong to it."""

    name = models.CharField(max_length=160)
    domains = ArrayField(models.CharField(max_length=253), default=list, blank=True)
    notes = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes: ClassVar[list[Any]] = [GinIndex(fields=["domains"], name="organisation_domains")]

    def __str__(self) -> str:
        return self.name


class Customer(models.Model):
    """A person we serve. `language` is the one they write in ("" until known)."""

    name = models.CharField(max_length=200, blank=True, default="")
    language = models.CharField(max_length=8, blank=True, default="")
    time_zone = models.CharField(max_length=64, blank=True, default="")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="customers"
    )
    notes = models.TextField(blank=True, default="")
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            GinIndex(SearchVector("name", config="simple"), name="customer_name_words"),
        ]

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"

    @property
    def journal_name(self) -> str:
        """This customer's word in the journal."""
        return f"customer:{self.pk}"


class IdentityKind(models.TextChoices):
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")
    EXTERNAL = "external", _("External id")


class Identity(models.Model):
    """One address of a customer. `value` is normalised (an e-mail address in lower case), unique by kind.

    `verified_at`: when the person proved it is theirs. `bounced_at`: a permanent bounce; no mail is sent there.
    """

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=10, choices=IdentityKind, default=IdentityKind.EMAIL)
    value = models.CharField(max_length=320)
    is_primary = models.BooleanField(default=False)
    verified_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    bounce_reason = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["kind", "value"], name="identity_once"),
            models.UniqueConstraint(
                fields=["customer", "kind"], condition=models.Q(is_primary=True), name="one_primary_identity"
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["value"], opclasses=["varchar_pattern_ops"], name="identity_begins"),
        ]

    def __str__(self) -> str:
        return self.value
