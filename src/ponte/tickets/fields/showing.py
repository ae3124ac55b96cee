"""The company's fields as columns of lists and exports: read with the tickets, in the same statement."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Subquery

from ponte.customers.models import Customer
from ponte.team.models import Agent
from ponte.tickets.fields import catalogue
from ponte.tickets.fields import values as kinds
from ponte.tickets.fields.models import CustomField, FieldKind, FieldValue
from ponte.tickets.fields.values.number import Money, Number
from ponte.tickets.fields.values.person import CUSTOMER
from ponte.tickets.saved_views import columns
from ponte.tickets.saved_views.columns import Column, Row, Value


class _Label:
    def __init__(self, field: CustomField) -> None:
        self.field = field

    def __str__(self) -> str:
        return self.field.label


def column_of(field: CustomField) -> Column:
    """How lists show this field."""
    path = f"field_{field.pk}"
    return Column(
        field.asked_as,
        _Label(field),  # type: ignore[arg-type]
        (path,),
        _value(field, path),
        read={path: lambda: _expression(field)},
        said=_words(field, path),
    )


def _expression(field: CustomField) -> Any:
    rows = FieldValue.objects.filter(ticket=OuterRef("pk"), field=field.pk).order_by("place")
    if field.kind == FieldKind.MANY:
        return ArraySubquery(rows.values("word"))
    if field.kind == FieldKind.PERSON:
        model: Any = Customer if field.settings.get("who") == CUSTOMER else Agent
        named = model.objects.filter(pk=OuterRef("ref")).values("name")[:1]
        return Subquery(rows.annotate(name=Subquery(named)).values("name")[:1])
    column = "text" if field.kind in (FieldKind.TEXT, FieldKind.PATTERN) else kinds.of(field).column
    return Subquery(rows.values(held=F(column))[:1])


def _value(field: CustomField, path: str) -> Callable[[Row], Value]:
    kind = kinds.of(field)

    def value(row: Row) -> Value:
        held = row[path]
        if held is None or held == []:
            return None
        if field.kind == FieldKind.MANY:
            return [kinds.KINDS["one"].words(field, key) for key in held]
        if field.kind == FieldKind.TRUTH:
            return kind.words(field, held == "true")
        if field.kind in (FieldKind.ONE, FieldKind.TREE):
            return kind.words(field, held)
        if field.kind == FieldKind.TICKET:
            return f"#{held}"
        result: Value = held
        return result

    return value


def _words(field: CustomField, path: str) -> Callable[[Row], str] | None:
    """Numbers and amounts are read with their unit; exports keep them as numbers."""
    kind = kinds.of(field)
    if isinstance(kind, Number | Money):
        return lambda row: "" if row[path] is None else kind.words(field, row[path])
    return None


columns.register_source(lambda: catalogue.current().columns)
