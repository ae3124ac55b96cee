"""Lines for COPY from models: constant columns are written once, varying ones filled in for each row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

CHUNK = 5000


def pattern(model: type[models.Model], varying: Sequence[str], **constant: Any) -> tuple[str, str, list[str]]:
    """The COPY statement, a `%` pattern for one line, and the varying columns in the order of the pattern."""
    row = model(**constant)
    columns, parts, order = [], [], []
    for field in model._meta.concrete_fields:
        if isinstance(field, models.GeneratedField) or field.name == "txid":
            continue
        columns.append(f'"{field.column}"')
        if field.attname in varying:
            parts.append("%s")
            order.append(field.attname)
        else:
            parts.append(_text(field, getattr(row, field.attname)).replace("%", "%%"))
    missing = set(varying) - set(order)
    assert not missing, missing
    statement = f'COPY "{model._meta.db_table}" ({", ".join(columns)}) FROM STDIN'
    return statement, "\t".join(parts) + "\n", order


def _text(field: Any, value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(field, models.JSONField):
        return json.dumps(value)
    if isinstance(field, ArrayField):
        return "{" + ",".join(value) + "}"
    if isinstance(field, models.IntegerField):
        return str(int(value))
    return str(value)


def load(statement: str, lines: Iterable[str]) -> None:
    """Send lines to the server in chunks."""
    source: Iterator[str] = iter(lines)
    with connection.cursor() as cursor, cursor.copy(statement) as target:
        while chunk := "".join(islice(source, CHUNK)):
            target.write(chunk)
