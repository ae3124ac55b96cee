"""What a reader asks of a queue by its address."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from ponte.tickets.narrowing import FILTERS
from ponte.tickets.ordering import ORDERS, Order
from ponte.tickets.queues import Queue

from ponte.desk.inbox import words  # isort: skip


@dataclass(frozen=True)
class Asked:
    """Queue, order, filters (name to value), words to search, and the place after which to go on."""

    queue: Queue
    order: Order
    filters: dict[str, str] = field(default_factory=dict)
    text: str = ""
    after: str = ""

    @property
    def is_usual(self) -> bool:
        """Whether the whole queue is asked for."""
        return not self.filters and not self.text

    def address(self, **changed: str) -> str:
        """The query string with some parts changed; an empty value drops one. "" when nothing is left."""
        usual = words.orders(self.queue)[0][0]
        parts = {**self.filters, "q": self.text, "sort": self.order.key if self.order.key != usual else ""}
        parts.update(changed)
        kept = {name: value for name, value in parts.items() if value}
        return f"?{urlencode(kept)}" if kept else "?"


def understand(queue: Queue, given: QueryDict) -> Asked:
    """Read the address; what makes no sense is left out."""
    offered = dict(words.orders(queue))
    key = given.get("sort", "")
    order = ORDERS[key if key in offered else next(iter(offered))]
    filters = {name: str(given[name])[:80] for name in FILTERS if given.get(name)}
    return Asked(queue, order, filters, given.get("q", "").strip()[:200], given.get("after", "")[:80])


def without(asked: Asked, name: str) -> Asked:
    """The same with one filter dropped."""
    return replace(asked, filters={key: value for key, value in asked.filters.items() if key != name})
