"""The company's fields in the language of conditions: `fields.serial`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from ponte.tickets.conditions import fields as registry
from ponte.tickets.conditions.fields import Field
from ponte.tickets.conditions.kinds.reference import Reference
from ponte.tickets.fields import catalogue, reading
from ponte.tickets.fields import values as kinds
from ponte.tickets.fields.models import CustomField, FieldValue, Form
from ponte.tickets.models import Ticket


def field_of(field: CustomField) -> Field:
    """How conditions know this field."""
    kind = kinds.of(field)
    return Field(
        key=field.asked_as,
        label=_Label(field),  # type: ignore[arg-type]
        kind=kind.condition(field),
        column=kind.column,
        read=_reader(field),
        through=_within(field.pk),
        section="fields",
        groups=kind.groups,
        is_ours=False,
    )


class _Label:
    """The field's name in the language of whoever reads."""

    def __init__(self, field: CustomField) -> None:
        self.field = field

    def __str__(self) -> str:
        return self.field.label


def _within(pk: int) -> Callable[[Q], Q]:
    return lambda wanted: Q(Exists(FieldValue.objects.filter(wanted, ticket=OuterRef("pk"), field=pk)))


def _reader(field: CustomField) -> Callable[[Ticket], list[Any]]:
    def read(ticket: Ticket) -> list[Any]:
        value = reading.values_of(ticket).get(field.key)
        return [] if value is None else kinds.of(field).asked(value)

    return read


registry.register_section("fields", _("Fields"))
registry.register_source("fields.", lambda: catalogue.current().asked, lambda: catalogue.fresh().asked)
registry.register(
    Field(
        "form",
        _("Form"),
        Reference(lambda: Form.objects.all(), nothing=("none", _("none"))),
        column="form_id",
        groups=True,
    )
)
