"""How a row of the database becomes a resource: each field says which columns it needs, and only those are read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ponte.api.problems import wrong

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Field:
    """One field: its columns, and what is made of them."""

    columns: tuple[str, ...]
    make: Callable[[Row], Any]


class Shape:
    """A resource: its fields by name, in order. `id` is always given."""

    def __init__(self, **fields: Field | str) -> None:
        self.fields = {name: plain(field) if isinstance(field, str) else field for name, field in fields.items()}

    def chosen(self, asked: str) -> list[str]:
        """The fields that `fields=` names; all when it is empty.

        Raises:
            Problem: 422, there is no such field.
        """
        if not asked:
            return list(self.fields)
        names = {word.strip() for word in asked.split(",") if word.strip()} | {"id"}
        unknown = sorted(names - self.fields.keys())
        if unknown:
            words = _("There is no field %(field)s.") % {"field": unknown[0]}
            raise wrong("fields", words, "query")
        return [name for name in self.fields if name in names]

    def columns(self, names: Collection[str], *more: str) -> list[str]:
        """What to read for these fields."""
        found = {column for name in names for column in self.fields[name].columns}
        return sorted(found | set(more))

    def make(self, row: Row, names: Collection[str]) -> dict[str, Any]:
        """The resource."""
        return {name: self.fields[name].make(row) for name in names}


def plain(column: str) -> Field:
    """The column as it is."""
    return Field((column,), lambda row: row[column])


def reference(column: str, name: str = "name") -> Field:
    """Another thing by id and name; None where there is none."""
    key, word = f"{column}_id", f"{column}__{name}"
    return Field((key, word), lambda row: {"id": row[key], "name": row[word]} if row[key] is not None else None)
