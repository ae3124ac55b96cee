"""How many tickets lie in a view: counted up to a hundred, and never for long."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from ponte.team.models import Agent
from ponte.tickets.conditions.context import of
from ponte.tickets.conditions.errors import InvalidConditions
from ponte.tickets.conditions.tree import Node
from ponte.tickets.saved_views import contents
from ponte.tickets.saved_views.limiting import TooSlow, at_most
from ponte.tickets.saved_views.models import View

if TYPE_CHECKING:
    from ponte.tickets.querysets import TicketQuerySet

CAP = 100
PATIENCE = 40  # milliseconds for one number beside a name
REST = 600  # seconds in which a view that cannot be counted quickly is left alone
_slow: dict[tuple[int, int, float], float] = {}  # until when (monotonic); each process learns for itself


def counts(views: Sequence[View], agent: Agent) -> dict[int, int | None]:
    """The size of each view for this person, at most `CAP` + 1; None where counting would take too long."""
    context = of(agent)
    found: dict[int, int | None] = dict.fromkeys((view.pk for view in views), None)
    asked: dict[int, TicketQuerySet] = {}
    for view in views:
        if _slow.get(_key(view, agent), 0.0) > time.monotonic():
            continue
        try:
            asked[view.pk] = contents.tickets_in(view, agent, context)
        except InvalidConditions:
            continue
    try:
        with at_most(PATIENCE):
            return {**found, **dict(zip(asked, capped(list(asked.values()), CAP), strict=True))}
    except TooSlow:
        pass  # one of them is slow: ask them one by one
    for view in views:
        if view.pk in asked:
            try:
                with at_most(PATIENCE):
                    (found[view.pk],) = capped([asked[view.pk]], CAP)
            except TooSlow:
                _slow[_key(view, agent)] = time.monotonic() + REST
    return found


def _key(view: View, agent: Agent) -> tuple[int, int, float]:
    return view.pk, agent.pk, view.updated_at.timestamp()


def count_for(node: Node, agent: Agent, *, cap: int, patience: int) -> int | None:
    """The same for conditions that are being written."""
    try:
        with at_most(patience):
            return capped([contents.tickets_that(node, agent)], cap)[0]
    except TooSlow:
        return None


def shown(number: int | None, cap: int = CAP) -> str:
    """As it is written: "100+" from the cap on, nothing where it is not known."""
    if number is None:
        return ""
    return f"{cap}+" if number > cap else str(number)


def capped(each: Sequence[TicketQuerySet], cap: int) -> list[int]:
    """How many each holds, at most `cap` + 1, in one statement."""
    parts: list[str] = []
    parameters: list[Any] = []
    for tickets in each:
        try:
            sql, given = tickets.order_by().values("pk")[: cap + 1].query.sql_with_params()
        except EmptyResultSet:
            parts.append("0")
            continue
        parts.append(f"(SELECT count(*) FROM ({sql}) AS capped)")
        parameters.extend(given)
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", parameters)
        return list(cursor.fetchone())
