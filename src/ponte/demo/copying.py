"""Rows into tables by COPY, with every column that a model has today."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection, models


def copy(model: type[models.Model], rows: Iterable[Any]) -> None:
    """Write model instances, which have their numbers already."""
    fields = [
        field
        for field in model._meta.concrete_fields
        if not isinstance(field, models.GeneratedField) and field.name != "txid"
    ]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    with (
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN') as target,
    ):
        for row in rows:
            target.write_row([field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields])


def restart(model: type[models.Model], after: int) -> None:
    """Make the table's own numbers go on after `after`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [model._meta.db_table, max(1, after)])
