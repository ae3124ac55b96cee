"""Reads that are put together once and run many times.

Building a query costs Django a millisecond, several times what PostgreSQL needs to answer it, and PostgreSQL plans
it anew each time. A `Statement` keeps the SQL of a QuerySet, binds values on the server, and lets the connection
prepare it after a few runs:

    thread = Statement(lambda: Message.objects.filter(ticket=number("ticket")).order_by("pk"))
    thread.rows(ticket=41)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

import psycopg
from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models.query import ModelIterable, RelatedPopulator
from psycopg.types.datetime import TimestamptzLoader
from psycopg.types.numeric import Int8

M = TypeVar("M", bound=models.Model)
_FIRST = 7_000_000_000_000_000_000  # no id comes near it, and every bigint column takes it
_MARK = "\ue000"
_place = re.compile(r"%s|%%")
_names: dict[Any, str] = {}
_numbers: dict[str, int] = {}
_KEPT = "_cursor_of_statements"  # on Django's connection, which each thread has its own of


def number(name: str) -> int:
    """The place of an id that each run gives under `name`."""
    if name not in _numbers:
        _numbers[name] = _FIRST + len(_numbers)
        _names[_numbers[name]] = name
    return _numbers[name]


def moment(name: str) -> datetime:
    """The place of a moment."""
    made = datetime(1, 1, 2, tzinfo=UTC) + timedelta(microseconds=number(name) - _FIRST)
    _names[made] = name
    return made


def text(name: str) -> str:
    """The place of a text."""
    _names[_MARK + name] = name
    return _MARK + name


class Statement(Generic[M]):
    """The SQL of a QuerySet with places. Everything that is no place is a constant of the SQL."""

    def __init__(self, build: Callable[[], models.QuerySet[M, Any]]) -> None:
        self._build = build
        self._compiled: _Compiled | None = None

    def rows(self, **values: Any) -> list[Any]:
        """Instances, or what `values()` or `values_list()` of the QuerySet promises. One query."""
        if self._compiled is None:
            self._compiled = _Compiled(self._build())
        return self._compiled.run(values)

    def row(self, **values: Any) -> Any | None:
        """The first of `rows`."""
        found = self.rows(**values)
        return found[0] if found else None


def sql_of(rows: models.QuerySet[Any, Any]) -> str:
    """The SQL of a QuerySet with its places, for `fetch`; "" when it can have no rows."""
    return _sql_of(rows.query.get_compiler(connection=connection))


def _sql_of(compiler: Any) -> str:
    try:
        return _with_places(*compiler.as_sql())
    except EmptyResultSet:
        return ""


class _Compiled:
    def __init__(self, rows: models.QuerySet[Any, Any]) -> None:
        compiler = rows.query.get_compiler(connection=connection)
        self.sql = _sql_of(compiler)
        if not self.sql:
            return
        shown = [each[0] for each in compiler.select[: compiler.col_count]]
        self.converters = list(compiler.get_converters(shown).items())
        self.read = _reader(rows, compiler)

    def run(self, values: dict[str, Any]) -> list[Any]:
        if not self.sql:
            return []
        found = fetch(self.sql, values)
        if self.converters:
            found = [self._converted(row) for row in found]
        return self.read(found)

    def _converted(self, row: Sequence[Any]) -> list[Any]:
        made = list(row)
        for place, (converters, expression) in self.converters:
            for convert in converters:
                made[place] = convert(made[place], expression, connection)
        return made


def fetch(sql: str, values: dict[str, Any]) -> list[Any]:
    """Run SQL whose places are `%(name)s`; it is prepared when it comes again and again."""
    given = {name: Int8(value) if type(value) is int else value for name, value in values.items()}
    cursor = _cursor()
    cursor.execute(sql, given)
    found: list[Any] = cursor.fetchall()
    return found


def _cursor() -> Any:
    """A cursor of Django's (it counts, wraps errors and logs) that binds on the server; one for each connection."""
    here: Any = connection
    here.close_if_health_check_failed()
    here.ensure_connection()
    cursor = here.__dict__.get(_KEPT)
    if cursor is None or cursor.connection is not here.connection:
        make: Any = ServerBindingCursor
        cursor = here.__dict__[_KEPT] = make(here.connection)
        cursor.adapters.register_loader("timestamptz", TimestamptzLoader)  # Django's own, in Python, is slow
    return here._prepare_cursor(cursor)


def _with_places(sql: str, parameters: Sequence[Any]) -> str:
    left = iter(parameters)

    def put(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%%"
        value = next(left)
        if isinstance(value, str | int | datetime) and value in _names:
            return f"%({_names[value]})s"
        return psycopg.sql.Literal(value).as_string(connection.connection).replace("%", "%%")

    return _place.sub(put, sql)


def _reader(rows: models.QuerySet[Any, Any], compiler: Any) -> Callable[[Sequence[Any]], list[Any]]:
    """What makes of plain rows what the QuerySet promises."""
    query: Any = rows.query
    if rows._iterable_class is not ModelIterable:
        names = list(query.selected or [*query.values_select, *query.annotation_select])
        if rows._iterable_class.__name__ == "ValuesIterable":
            return lambda found: [dict(zip(names, row, strict=True)) for row in found]
        flat = rows._iterable_class.__name__ == "FlatValuesListIterable"
        return lambda found: [row[0] for row in found] if flat else [tuple(row) for row in found]
    info, select = compiler.klass_info, compiler.select
    columns = info["select_fields"]
    start, end = columns[0], columns[-1] + 1
    names = [each[0].target.attname for each in select[start:end]]
    populator: Any = RelatedPopulator  # the types are those of a newer Django
    related = [populator(each, select, "default") for each in info.get("related_klass_infos", [])]
    extra = list((compiler.annotation_col_map or {}).items())

    def instance(row: Sequence[Any]) -> Any:
        made = info["model"].from_db("default", names, row[start:end])
        for each in related:
            each.populate(row, made)
        for name, place in extra:
            setattr(made, name, row[place])
        return made

    return lambda found: [instance(row) for row in found]
