"""What a reader asks of a queue by its address."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict

from ponte.tickets.narrowing import FILTERS
from ponte.tickets.ordering import NEWEST, ORDERS, Order
from ponte.tickets.queues import Queue
from ponte.tickets.saved_views import sorting
from ponte.tickets.saved_views.models import View
from ponte.tickets.saved_views.sorting import By

from ponte.desk.inbox import words  # isort: skip


@dataclass(frozen=True)
class Asked:
    """Queue, order, filters (name to value), words to search, and the place after which to go on.

    With a `view` the queue is everything, of which the view holds a part. `as_table`: its columns are columns.
    """

    queue: Queue
    order: Order | By
    filters: dict[str, str] = field(default_factory=dict)
    text: str = ""
    after: str = ""
    view: View | None = None
    as_table: bool = False

    @property
    def place(self) -> str:
        """The list's word in addresses and counts: `mine`, `view-12`."""
        return f"view-{self.view.pk}" if self.view else str(self.queue)

    @property
    def is_usual(self) -> bool:
        """Whether the whole queue is asked for."""
        return not self.filters and not self.text

    @cached_property
    def usual(self) -> str:
        """The order that the list has unless another is asked for."""
        return orders(self.queue, self.view)[0][0]

    def address(self, **changed: str) -> str:
        """The query string with some parts changed; an empty value drops one. "" when nothing is left."""
        parts = {**self.filters, "q": self.text, "sort": self.order.key if self.order.key != self.usual else ""}
        parts["as"] = "table" if self.as_table else ""
        parts.update(changed)
        kept = {name: value for name, value in parts.items() if value}
        return f"?{urlencode(kept)}" if kept else "?"


def orders(queue: Queue, view: View | None) -> list[tuple[str, str]]:
    """The orders that the list offers, its own first: (key, words)."""
    return words.orders_of_view(view) if view else words.orders(queue)


def offered(asked: Asked) -> list[tuple[str, str]]:
    """The same with the one that rules now, where that is a column's."""
    known = orders(asked.queue, asked.view)
    if asked.order.key not in dict(known):
        known.append((asked.order.key, sorting.words(asked.order.key)))
    return known


def understand(queue: Queue, given: QueryDict, view: View | None = None) -> Asked:
    """Read the address; what makes no sense is left out."""
    offered = dict(orders(queue, view))
    key = str(given.get("sort", ""))
    order = _order(key, offered, view) or _order(next(iter(offered)), offered, view) or NEWEST
    filters = {name: str(given[name])[:80] for name in FILTERS if given.get(name)}
    text, after = given.get("q", "").strip()[:200], given.get("after", "")[:600]
    return Asked(queue, order, filters, text, after, view, view is not None and given.get("as") == "table")


def _order(key: str, offered: dict[str, str], view: View | None) -> Order | By | None:
    """An order that the list offers; those of columns are for views alone."""
    if view is not None and (by := sorting.by(key)):
        return by
    return ORDERS.get(key) if key in offered else None


def without(asked: Asked, name: str) -> Asked:
    """The same with one filter dropped."""
    return replace(asked, filters={key: value for key, value in asked.filters.items() if key != name})
