"""One page of a queue, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ponte.customers.models import Identity
from ponte.desk.inbox import rows
from ponte.desk.inbox.asking import Asked
from ponte.team.models import Agent
from ponte.tickets import narrowing, reading, searching
from ponte.tickets.models import State
from ponte.tickets.querysets import TicketQuerySet
from ponte.tickets.queues import tickets_in
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
    try:
        found = matching(asked, agent)
        ordered = asked.order.apply(found)
        if asked.after:
            ordered = asked.order.after(ordered, asked.after)
    except ValueError:
        return Page([])
    values = list(ordered.values(*rows.FIELDS)[: SIZE + 1])
    more, values = len(values) > SIZE, values[:SIZE]
    ready = _ready(values, asked, agent)
    return Page(
        ready,
        asked.order.cursor(values[-1]) if more else "",
        _group_before(asked) if asked.after else "",
    )


def some(asked: Asked, agent: Agent, ids: Sequence[int]) -> list[rows.Row]:
    """Those of `ids` that belong to what is asked for, in its order."""
    values = list(asked.order.apply(matching(asked, agent).filter(pk__in=ids)).values(*rows.FIELDS))
    return _ready(values, asked, agent)


def matching(asked: Asked, agent: Agent) -> TicketQuerySet:
    """Everything asked for, in no order.

    Raises:
        ValueError: a filter has no such value.
    """
    found = tickets_in(asked.queue, agent)
    for name, value in asked.filters.items():
        found = narrowing.narrow(found, name, value)
    return searching.search(found, asked.text)


def _ready(values: Sequence[dict[str, Any]], asked: Asked, agent: Agent) -> list[rows.Row]:
    return rows.ready(
        values,
        order=asked.order,
        unread=reading.unread_of(
            [
                (each["id"], each["last_message_id"], each["last_public_from_customer"])
                for each in values
                if each["state_type"] <= LAST_UNSOLVED
            ],
            by=agent,
        ),
        states={state.pk: state.name for state in State.objects.all()},
        names=_addresses([each["requester_id"] for each in values if not each["requester__name"]]),
    )


def _addresses(customers: Sequence[int]) -> dict[int, str]:
    """The address by which to call those without a name."""
    if not customers:
        return {}
    found = Identity.objects.filter(customer__in=customers).order_by("is_primary", "-pk")
    return dict(found.values_list("customer_id", "value"))


def _group_before(asked: Asked) -> str:
    from ponte.lib import clock
    from ponte.tickets.ordering import DUE, EPOCH

    if asked.order is not DUE:
        return ""
    from datetime import timedelta

    moment = EPOCH + timedelta(microseconds=int(asked.after.split(".")[0]))
    return rows.Groups(clock.now()).of(moment)
