"""Rows into tables by COPY, with every column that a model has today."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection, models
from psycopg.types.json import Jsonb

WORDS = (models.CharField, models.TextField)
NUMBERS = (models.IntegerField, models.SmallIntegerField, models.BigIntegerField)


def copy(model: type[models.Model], rows: Iterable[Any]) -> None:
    """Write model instances, which have their numbers already."""
    fields = [
        field
        for field in model._meta.concrete_fields
        if not isinstance(field, models.GeneratedField) and field.name != "txid"
    ]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    ways = [(field.attname, _way(field)) for field in fields]
    with (
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN') as target,
    ):
        for row in rows:
            held = row.__dict__
            target.write_row([way(held[name]) if way else held[name] for name, way in ways])


def _way(field: models.Field[Any, Any]) -> Callable[[Any], Any] | None:
    """How a value goes to the database, where it does not go as it is. Choices are members of enumerations."""
    if isinstance(field, models.JSONField):
        return Jsonb
    if isinstance(field, WORDS):
        return lambda value: None if value is None else str(value)
    if isinstance(field, NUMBERS):
        return lambda value: None if value is None else int(value)
    return None


def restart(model: type[models.Model], after: int) -> None:
    """Make the table's own numbers go on after `after`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [model._meta.db_table, max(1, after)])
