"""One page of a queue, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ponte.desk.inbox import rows, table
from ponte.desk.inbox.asking import Asked
from ponte.search.statements import Statement, fetch, number, text
from ponte.team.models import Agent
from ponte.tickets import narrowing, reading, searching
from ponte.tickets.choosing_states import all_states
from ponte.tickets.models import Ticket
from ponte.tickets.ordering import ORDERS, Order
from ponte.tickets.querysets import TicketQuerySet
from ponte.tickets.queues import Queue, tickets_in
from ponte.tickets.saved_views import columns, contents
from ponte.tickets.saved_views.columns import Column
from ponte.tickets.saved_views.sorting import VALUE, By
from ponte.tickets.states import LAST_UNSOLVED

SIZE = 50


@dataclass(frozen=True)
class Page:
    """The rows, the cursor of what comes after ("" at the end), and the group that the row before stood in.

    `trouble`: why there are no rows, when something is wrong with the view.
    """

    rows: list[rows.Row]
    after: str = ""
    group_before: str = ""
    trouble: str = ""


def page(asked: Asked, agent: Agent, size: int = SIZE, among: list[int] | None = None) -> Page:
    """The next `size` tickets, at most `SIZE`. A cursor or filter that makes no sense gives an empty page.

    `among`: the ids of all that fit, where they are known to be few.
    """
    if asked.is_usual and not asked.after and not asked.view:
        values = _first_page(asked.queue, asked.order.key, agent.role, agent.is_active).rows(agent=agent.pk)
    elif wanted := _words_alone(asked):
        words, numbered = wanted
        found = _first_found(asked.queue, asked.order.key, agent.role, agent.is_active, numbered is not None)
        values = found.rows(agent=agent.pk, words=words, numbered=numbered)
    else:
        try:
            parts = asked.order.parts(matching(asked, agent, among), asked.after)
        except ValueError:
            return Page([])
        if asked.text:
            parts = [_only(part, asked.order) for part in parts]
        values = first_of(parts, asked, agent, size + 1)
    more, values = len(values) > size, values[:size]
    return Page(
        made_ready(values, asked),
        asked.order.cursor(values[-1]) if more else "",
        _group_before(asked) if asked.after else "",
    )


@lru_cache(maxsize=1024)
def _first_page(queue: Queue, order: str, role: str, is_active: bool) -> Statement[Any]:
    """The begin of a whole queue, the page most asked for, for any person of this role."""
    someone = Agent(pk=number("agent"), role=role, is_active=is_active)
    return Statement(lambda: _columns(ORDERS[order].apply(tickets_in(queue, someone)), someone)[: SIZE + 1])


def _words_alone(asked: Asked) -> tuple[str, int | None] | None:
    """The words, and the number, of the usual search; None where more is asked for."""
    is_more = asked.filters or asked.after or asked.view
    return None if is_more or not asked.text else searching.words_of(asked.text)


@lru_cache(maxsize=1024)
def _first_found(queue: Queue, order: str, role: str, is_active: bool, is_number: bool) -> Statement[Any]:
    """The begin of what is found in a queue, for any words and any person of this role."""
    someone = Agent(pk=number("agent"), role=role, is_active=is_active)

    def build() -> Any:
        numbered = number("numbered") if is_number else None
        found = searching.with_words(tickets_in(queue, someone), text("words"), numbered)
        return _columns(_only(ORDERS[order].apply(found), ORDERS[order]), someone)

    return Statement(build)


def _only(ordered: TicketQuerySet, order: Order | By) -> TicketQuerySet:
    """The first of many: chosen before anything that a row shows is read of them."""
    return order.apply(Ticket.objects.filter(pk__in=ordered.values("pk")[: SIZE + 1]))


def _columns(tickets: TicketQuerySet, agent: Agent, extra: Sequence[str] = ()) -> Any:
    return reading.with_reading(tickets, by=agent).values(*rows.FIELDS, *dict.fromkeys(extra), "read_up_to")


def first_of(parts: Sequence[TicketQuerySet], asked: Asked, agent: Agent, most: int) -> list[dict[str, Any]]:
    """The first rows of what is read one after the other."""
    values: list[dict[str, Any]] = []
    for part in parts:
        values += read(part, asked, agent)[: most - len(values)]
        if len(values) >= most:
            break
    return values


def some(asked: Asked, agent: Agent, ids: Sequence[int]) -> list[rows.Row]:
    """Those of `ids` that belong to what is asked for, in its order."""
    try:
        found = matching(asked, agent)
    except ValueError:
        return []
    values = list(read(asked.order.apply(found.filter(pk__in=ids)), asked, agent))
    return made_ready(values, asked)


def read(tickets: TicketQuerySet, asked: Asked, agent: Agent) -> Any:
    """What is read of each ticket; a view may show more."""
    shown = shown_of(asked)
    extra = [path for path in columns.paths_of(shown) if path not in rows.FIELDS]
    if isinstance(asked.order, By):
        extra.append(VALUE)
    return _columns(columns.with_columns(tickets, shown), agent, extra)


def shown_of(asked: Asked) -> list[Column]:
    """The columns of a view; in a table with what each row shows anyway."""
    if asked.view is None:
        return []
    return columns.of(table.columns_of(asked.view) if asked.as_table else asked.view.columns)


def matching(asked: Asked, agent: Agent, among: list[int] | None = None) -> TicketQuerySet:
    """Everything asked for, in no order; see `page` for `among`.

    Raises:
        ValueError: a filter has no such value, or the view's conditions are no longer understood.
    """
    found = contents.tickets_in(asked.view, agent) if asked.view else tickets_in(asked.queue, agent)
    for name, value in asked.filters.items():
        found = narrowing.narrow(found, name, value)
    if among is not None:
        found = found.filter(pk__in=among)
    return searching.search(found, asked.text)


def made_ready(values: Sequence[dict[str, Any]], asked: Asked) -> list[rows.Row]:
    """Rows of what was read."""
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
        columns=shown_of(asked),
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
