"""Everything in a view, as rows: no cap, and in batches, so that a million tickets never lie in memory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from ponte.events.recording import record
from ponte.team.models import Agent
from ponte.tickets.ordering import NEWEST
from ponte.tickets.saved_views import columns, contents
from ponte.tickets.saved_views.columns import Column, Value
from ponte.tickets.saved_views.models import View

BATCH = 2000
ALWAYS = ("number", "subject", "requester", "state", "priority", "assignee")


@transaction.atomic
def begin(view: View, format: str, *, by: Agent, at: datetime | None = None) -> None:
    """Tell the journal that somebody takes this view's tickets away.

    Raises:
        InvalidConditions: the view speaks of a field that is there no more.
    """
    view.tree  # noqa: B018 (raises)
    record("view.exported", by=by, subject=view.journal_name, at=at, name=view.name, format=format)


def columns_of(view: View) -> list[Column]:
    """What every export holds, then what the view shows; of a view without columns, all there are."""
    return columns.of(dict.fromkeys((*ALWAYS, *(view.columns or columns.known()))))


def batches(view: View, agent: Agent) -> Iterator[list[list[Value]]]:
    """The rows that this person may see, newest first, each ticket once.

    By id and not by the view's own order: a ticket that changes meanwhile would move in other orders and be missed
    or come twice.
    """
    shown = columns_of(view)
    paths = dict.fromkeys(("id", *columns.paths_of(shown)))
    ordered = columns.with_columns(NEWEST.apply(contents.tickets_in(view, agent)), shown)
    page = ordered
    while True:
        found = list(page.values(*paths)[:BATCH])
        if found:
            yield [[column.value(row) for column in shown] for row in found]
        if len(found) < BATCH:
            return
        page = NEWEST.after(ordered, NEWEST.cursor(found[-1]))
