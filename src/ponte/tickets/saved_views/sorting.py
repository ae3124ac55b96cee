"""Lists in the order of any column, both ways, paged by key. What has no value stands last either way."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import F, Func, IntegerField, TextField, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from ponte.tickets.ordering import EPOCH, Beyond, is_number

if TYPE_CHECKING:
    from ponte.tickets.querysets import TicketQuerySet

UP, DOWN = "up", "down"
NOTHING = "-"  # in a cursor: the row has no value
VALUE = "sort_by"  # what rows carry for their cursor
LETTERS = ("àáâãäåąçćčďèéêëęěìíîïłñńňòóôõöøřśšťùúûüůýÿźżž", "aaaaaaacccdeeeeeeiiiilnnnoooooorsstuuuuuyyzzz")


@dataclass(frozen=True)
class Sort:
    """How a column orders a list. `expression`: for the database. `kind`: moment, number or text.

    `can_lack`: whether tickets may have no value. `first`: the way that people want first.
    """

    expression: Callable[[], Any]
    kind: str
    can_lack: bool = False
    first: str = UP


@dataclass(frozen=True)
class By:
    """One column, one way; it stands wherever an `Order` does."""

    key: str
    sort: Sort
    descending: bool

    def parts(self, tickets: TicketQuerySet, after: str = "") -> list[TicketQuerySet]:
        """What is read one after the other: those with a value, then those without.

        Two reads and not `NULLS LAST`, which no index of ours stands in.

        Raises:
            ValueError: `after` is no place of this order.
        """
        sign = "-" if self.descending else ""
        known = tickets.annotate(**{VALUE: self.sort.expression()})
        filled = known.order_by(f"{sign}{VALUE}", f"{sign}id")
        empty = []
        if self.sort.can_lack:
            filled = filled.filter(**{f"{VALUE}__isnull": False})
            empty = [known.filter(**{f"{VALUE}__isnull": True}).order_by(f"{sign}id")]
        if not after:
            return [filled, *empty]
        word, _dot, number = after.rpartition(".")
        if not is_number(number):
            raise ValueError(after)
        if word == NOTHING:
            bound = {"id__lt" if self.descending else "id__gt": int(number)}
            return [each.filter(**bound) for each in empty]
        values = [_unpacked(self.sort.kind, word), int(number)]
        return [filled.filter(Beyond((VALUE, "id"), values, "<" if self.descending else ">")), *empty]

    def apply(self, tickets: TicketQuerySet) -> TicketQuerySet:
        """A few rows in this order, in one read."""
        value = F(VALUE).desc(nulls_last=True) if self.descending else F(VALUE).asc(nulls_last=True)
        known = tickets.annotate(**{VALUE: self.sort.expression()})
        return known.order_by(value, "-id" if self.descending else "id")

    def cursor(self, row: dict[str, Any]) -> str:
        """The place of a row, for an address."""
        value = row[VALUE]
        return f"{NOTHING if value is None else _packed(value)}.{row['id']}"


def by(key: str) -> By | None:
    """The order "created.down"; None when there is none."""
    from ponte.tickets.saved_views import columns

    name, _dot, way = key.rpartition(".")
    column = columns.known().get(name)
    if column is None or column.sort is None or way not in (UP, DOWN):
        return None
    return By(key, column.sort, way == DOWN)


def words(key: str) -> str:
    """The order in words."""
    from ponte.tickets.saved_views import columns

    name, _dot, way = key.rpartition(".")
    label = str(columns.known()[name].label)
    return (_("%(column)s, descending") if way == DOWN else _("%(column)s, ascending")) % {"column": label}


def plain(path: str, kind: str, *, can_lack: bool = False, first: str = UP) -> Sort:
    """By a field of the ticket as it is."""
    return Sort(lambda: F(path), kind, can_lack, first)


def named(path: str) -> Sort:
    """By a text: without regard to capitals and accents."""
    return Sort(
        lambda: Func(Lower(path), *map(Value, LETTERS), function="translate", output_field=TextField()), "text", True
    )


def ranked(path: str, in_order: Callable[[], Sequence[Any]], array: str = "bigint[]") -> Sort:
    """By few known things in the order in which people expect them, such as names as their language sorts them."""
    return Sort(lambda: _Place(path, list(in_order()), array), "number", True)


class _Place(Func):
    """The place of a column's value in a list that is given."""

    function = "array_position"

    def __init__(self, path: str, given: list[Any], array: str) -> None:
        self.array = array
        super().__init__(F(path), output_field=IntegerField())
        self.given = given

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        sql, parameters = compiler.compile(self.get_source_expressions()[0])
        return f"array_position(%s::{self.array}, {sql})", [self.given, *parameters]


def _packed(value: Any) -> str:
    if isinstance(value, datetime):
        return str((value - EPOCH) // timedelta(microseconds=1))
    if isinstance(value, str):
        return "t" + urlsafe_b64encode(value[:300].encode()).decode().rstrip("=")
    return str(int(value))


def _unpacked(kind: str, word: str) -> Any:
    if kind == "text":
        if not word.startswith("t"):
            raise ValueError(word)
        return urlsafe_b64decode(word[1:] + "=" * (-len(word[1:]) % 4)).decode().replace("\x00", "")
    digits = word.removeprefix("-")
    if not is_number(digits):
        raise ValueError(word)
    try:
        return EPOCH + timedelta(microseconds=int(word)) if kind == "moment" else int(word)
    except OverflowError:
        raise ValueError(word) from None
