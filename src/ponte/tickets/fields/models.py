"""Fields, forms, and what tickets hold in the fields."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ponte.lib import clock
from ponte.tickets.fields.options import Option, flattened
from ponte.tickets.models import Brand, Ticket

INDEXED = 100  # letters of a text that its index holds


class FieldKind(models.TextChoices):
    TEXT = "text", _("Text")
    PATTERN = "pattern", _("Text of a pattern")
    NUMBER = "number", _("Number")
    MONEY = "money", _("Amount of money")
    DATE = "date", _("Date")
    ONE = "one", _("One of a list")
    MANY = "many", _("Several of a list")
    TREE = "tree", _("One of a tree")
    TRUTH = "truth", _("Yes or no")
    PERSON = "person", _("Person")
    TICKET = "ticket", _("Another ticket")


class Access(models.TextChoices):
    AGENTS = "agents", _("Agents alone")
    SEEN = "seen", _("Agents; customers see it")
    EDITED = "edited", _("Agents and customers")


def named(names: dict[str, str], otherwise: str = "") -> str:
    """The name in the reader's language, else English, else whatever there is."""
    language = get_language() or "en"
    return str(names.get(language) or names.get("en") or next(filter(None, names.values()), otherwise))


class CustomField(models.Model):
    """`key` never changes. `names`, `helps`: by language code. `settings`: what its kind knows (`fields.values`).

    `choices`: [{"key", "names", "archived", "choices"}, ...], nested for a tree. `default`: as JSON, None for none.
    """

    key = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=10, choices=FieldKind)
    names = models.JSONField(default=dict)
    helps = models.JSONField(default=dict, blank=True)
    settings = models.JSONField(default=dict, blank=True)
    choices = models.JSONField(default=list, blank=True)
    access = models.CharField(max_length=8, choices=Access, default=Access.AGENTS)
    default = models.JSONField(null=True, blank=True)
    position = models.IntegerField(default=0)
    is_archived = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Its name for the reader."""
        return named(self.names, self.key)

    @property
    def help(self) -> str:
        """What the reader should know to fill it."""
        return named(self.helps)

    @property
    def asked_as(self) -> str:
        """Its name in conditions, columns and groups."""
        return f"fields.{self.key}"

    @property
    def journal_name(self) -> str:
        """This field's word in the journal."""
        return f"field:{self.pk}"

    @cached_property
    def options(self) -> dict[str, Option]:
        """Its choices by key (of a tree: by path), in their order, archived ones too."""
        return {option.path: option for option in flattened(self.choices)}


class Form(models.Model):
    """What is asked for one kind of request. `brand` None: of every brand.

    `rules`: [{"field", "create", "solve", "when": [{"field", "is": [...]}]}, ...] in their order; see `fields.rules`.
    """

    names = models.JSONField(default=dict)
    brand = models.ForeignKey(Brand, null=True, blank=True, on_delete=models.CASCADE, related_name="forms")
    rules = models.JSONField(default=list, blank=True)
    is_default = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    position = models.IntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["brand"], condition=Q(is_default=True), nulls_distinct=False, name="one_default_form_a_brand"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Its name for the reader."""
        return named(self.names, f"#{self.pk}")

    @property
    def journal_name(self) -> str:
        """This form's word in the journal."""
        return f"form:{self.pk}"


class FieldValue(models.Model):
    """One value of one field of one ticket; a field of several choices has a row for each, by `place`.

    `word`: what is compared exactly: choices, yes and no, and the beginning of texts in lower case.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="field_values", db_index=False)
    field = models.ForeignKey(CustomField, on_delete=models.PROTECT, related_name="values", db_index=False)
    place = models.SmallIntegerField(default=0)
    text = models.TextField(blank=True, default="")
    word = models.CharField(max_length=400, blank=True, default="", db_collation="C")
    number = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    day = models.DateField(null=True)
    ref = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["ticket", "field", "place"], name="field_value_once")
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["field", "word", "ticket"], condition=~Q(word=""), name="field_value_word"),
            models.Index(
                fields=["field", "number", "ticket"], condition=Q(number__isnull=False), name="field_value_number"
            ),
            models.Index(fields=["field", "day", "ticket"], condition=Q(day__isnull=False), name="field_value_day"),
            models.Index(fields=["field", "ref", "ticket"], condition=Q(ref__isnull=False), name="field_value_ref"),
            GinIndex(SearchVector("text", config="simple"), condition=~Q(text=""), name="field_value_words"),
        ]

    def __str__(self) -> str:
        return f"{self.field_id} of #{self.ticket_id}"


class Revision(models.Model):
    """One row whose number is another after each change of fields and forms, so that processes see it."""

    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)
