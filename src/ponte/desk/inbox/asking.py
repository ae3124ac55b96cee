"""What a reader asks of a queue by its address."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict

from ponte.tickets.narrowing import FILTERS
from ponte.tickets.ordering import ORDERS, Order
from ponte.tickets.queues import Queue
from ponte.tickets.saved_views.models import View

from ponte.desk.inbox import words  # isort: skip


@dataclass(frozen=True)
class Asked:
    """Queue, order, filters (name to value), words to search, and the place after which to go on.

    With a `view` the queue is everything, of which the view holds a part.
    """

    queue: Queue
    order: Order
    filters: dict[str, str] = field(default_factory=dict)
    text: str = ""
    after: str = ""
    view: View | None = None

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
        parts.update(changed)
        kept = {name: value for name, value in parts.items() if value}
        return f"?{urlencode(kept)}" if kept else "?"


def orders(queue: Queue, view: View | None) -> list[tuple[str, str]]:
    """The orders that the list offers, its own first: (key, words)."""
    return words.orders_of_view(view) if view else words.orders(queue)


def understand(queue: Queue, given: QueryDict, view: View | None = None) -> Asked:
    """Read the address; what makes no sense is left out."""
    offered = dict(orders(queue, view))
    key = given.get("sort", "")
    order = ORDERS[key if key in offered else next(iter(offered))]
    filters = {name: str(given[name])[:80] for name in FILTERS if given.get(name)}
    text, after = given.get("q", "").strip()[:200], given.get("after", "")[:120]
    return Asked(queue, order, filters, text, after, view)


def without(asked: Asked, name: str) -> Asked:
    """The same with one filter dropped."""
    return replace(asked, filters={key: value for key, value in asked.filters.items() if key != name})
