"""One page of a queue, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ponte.desk.inbox import rows
from ponte.desk.inbox.asking import Asked
from ponte.search.statements import Statement, fetch, number
from ponte.team.models import Agent
from ponte.tickets import narrowing, reading, searching
from ponte.tickets.choosing_states import all_states
from ponte.tickets.ordering import ORDERS
from ponte.tickets.querysets import TicketQuerySet
from ponte.tickets.queues import Queue, tickets_in
from ponte.tickets.states import LAST_UNSOLVED

SIZE = 50


@dataclass(frozen=True)
class Page:
    """The rows, the cursor of what comes after ("" at the end), and the group that the row before stood in."""

    rows: list[rows.Row]
    after: str = ""
    group_before: str = ""


def page(asked: Asked, agent: Agent) -> Page:
    """The next `SIZE` tickets. A cursor or filter that makes no sense gives an empty page."""
    if asked.is_usual and not asked.after:
        values = _first_page(asked.queue, asked.order.key, agent.role, agent.is_active).rows(agent=agent.pk)
    else:
        try:
            ordered = asked.order.apply(matching(asked, agent))
            if asked.after:
                ordered = asked.order.after(ordered, asked.after)
        except ValueError:
            return Page([])
        values = list(_columns(ordered, agent)[: SIZE + 1])
    more, values = len(values) > SIZE, values[:SIZE]
    ready = _ready(values, asked)
    return Page(
        ready,
        asked.order.cursor(values[-1]) if more else "",
        _group_before(asked) if asked.after else "",
    )


@lru_cache(maxsize=1024)
def _first_page(queue: Queue, order: str, role: str, is_active: bool) -> Statement[Any]:
    """The begin of a whole queue, the page most asked for, for any person of this role."""
    someone = Agent(pk=number("agent"), role=role, is_active=is_active)
    return Statement(lambda: _columns(ORDERS[order].apply(tickets_in(queue, someone)), someone)[: SIZE + 1])


def _columns(tickets: TicketQuerySet, agent: Agent) -> Any:
    return reading.with_reading(tickets, by=agent).values(*rows.FIELDS, "read_up_to")


def some(asked: Asked, agent: Agent, ids: Sequence[int]) -> list[rows.Row]:
    """Those of `ids` that belong to what is asked for, in its order."""
    values = list(_columns(asked.order.apply(matching(asked, agent).filter(pk__in=ids)), agent))
    return _ready(values, asked)


def matching(asked: Asked, agent: Agent) -> TicketQuerySet:
    """Everything asked for, in no order.

    Raises:
        ValueError: a filter has no such value.
    """
    found = tickets_in(asked.queue, agent)
    for name, value in asked.filters.items():
        found = narrowing.narrow(found, name, value)
    return searching.search(found, asked.text)


def _ready(values: Sequence[dict[str, Any]], asked: Asked) -> list[rows.Row]:
    return rows.ready(
        values,
        order=asked.order,
        unread={
            each["id"]
            for each in values
            if each["state_type"] <= LAST_UNSOLVED
            and reading.is_news(each["last_message_id"], each["last_public_from_customer"], each["read_up_to"])
        },
        states={state.pk: state.name for state in all_states()},
        names=_addresses([each["requester_id"] for each in values if not each["requester__name"]]),
    )


def _addresses(customers: list[int]) -> dict[int, str]:
    """The address by which to call those without a name."""
    if not customers:
        return {}
    sql = "SELECT customer_id, value FROM customers_identity WHERE customer_id = ANY(%(customers)s)"
    return dict(fetch(f"{sql} ORDER BY is_primary, id DESC", {"customers": customers}))


def _group_before(asked: Asked) -> str:
    from ponte.lib import clock
    from ponte.tickets.ordering import DUE, EPOCH

    if asked.order is not DUE:
        return ""
    from datetime import timedelta

    moment = EPOCH + timedelta(microseconds=int(asked.after.split(".")[0]))
    return rows.Groups(clock.now()).of(moment)
