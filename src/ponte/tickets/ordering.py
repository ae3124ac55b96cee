"""The orders of a list, and pages by key: the place after a row, however the list changed since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, F, Func, Q, Value

if TYPE_CHECKING:
    from ponte.tickets.querysets import TicketQuerySet

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Order:
    """`fields` all run the same way; `leading` is one field that runs downwards before them."""

    key: str
    fields: tuple[str, ...]
    descending: bool = False
    leading: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Everything that a cursor must hold."""
        return (self.leading, *self.fields) if self.leading else self.fields

    def apply(self, tickets: TicketQuerySet) -> TicketQuerySet:
        """The list in this order."""
        sign = "-" if self.descending else ""
        names = [f"{sign}{name}" for name in self.fields]
        return tickets.order_by(*([f"-{self.leading}"] if self.leading else []), *names)

    def parts(self, tickets: TicketQuerySet, after: str = "") -> list[TicketQuerySet]:
        """What is read one after the other, from `after` on.

        Raises:
            ValueError: this is no cursor of this order.
        """
        ordered = self.apply(tickets)
        return [self.after(ordered, after) if after else ordered]

    def cursor(self, row: dict[str, Any]) -> str:
        """The place of a row, for an address."""
        return ".".join(_packed(row[name]) for name in self.columns)

    def after(self, tickets: TicketQuerySet, cursor: str) -> TicketQuerySet:
        """Only what comes after `cursor`.

        Raises:
            ValueError: this is no cursor of this order.
        """
        given = cursor.split(".")
        if len(given) != len(self.columns) or not all(is_number(word) for word in given):
            raise ValueError(cursor)
        values = [_unpacked(name, word) for name, word in zip(self.columns, given, strict=True)]
        if not self.leading:
            return tickets.filter(Beyond(self.fields, values, "<" if self.descending else ">"))
        first, rest = values[0], values[1:]
        bound = Q(**{f"{self.leading}__lte": first})
        return tickets.filter(bound, Q(**{f"{self.leading}__lt": first}) | Q(Beyond(self.fields, rest, ">")))


DUE = Order("due", ("due_at", "id"))
RECENT = Order("recent", ("updated_at", "id"), descending=True)
NEWEST = Order("newest", ("id",), descending=True)
OLDEST = Order("oldest", ("id",))
PRIORITY = Order("priority", ("due_at", "id"), leading="priority")
WAKING = Order("waking", ("wakes_at", "id"))
ORDERS = {order.key: order for order in (DUE, WAKING, PRIORITY, RECENT, NEWEST, OLDEST)}


class Beyond(Func):
    """`(a, b) > (1, 2)`: PostgreSQL enters the index at that place, which `a >= 1 AND (...)` does not."""

    def __init__(self, names: Sequence[str], values: Sequence[Any], sign: str) -> None:
        self.sign = sign
        super().__init__(*map(F, names), *map(Value, values), output_field=BooleanField())

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        compiled = [compiler.compile(part) for part in self.get_source_expressions()]
        half = len(compiled) // 2
        left, right = (", ".join(sql for sql, _ in side) for side in (compiled[:half], compiled[half:]))
        return f"(({left}) {self.sign} ({right}))", [value for _, given in compiled for value in given]


def is_number(word: str) -> bool:
    """Whether it is a number that a bigint holds."""
    return word.isascii() and word.isdigit() and len(word) < 19


def _packed(value: Any) -> str:
    return str((value - EPOCH) // timedelta(microseconds=1)) if isinstance(value, datetime) else str(value)


def _unpacked(name: str, word: str) -> Any:
    try:
        return EPOCH + timedelta(microseconds=int(word)) if name.endswith("_at") else int(word)
    except OverflowError:
        raise ValueError(word) from None
