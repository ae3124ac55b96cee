"""The reader's views, under the queues in the rail."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from django.http import HttpRequest

from ponte.search.statements import Statement, number
from ponte.team.models import Agent
from ponte.tickets.saved_views.models import View
from ponte.ui.navigation import Item

MOST = 30  # the page of all views has the rest
_USABLE: Statement[View] = Statement(lambda: View.objects.usable_by(Agent(pk=number("agent")))[:MOST])


def views_of(request: HttpRequest, agent: Agent) -> list[View]:
    """The first of this person's views, read once a request."""
    known: list[View] | None = getattr(request, "_views", None)
    if known is None:
        known = _USABLE.rows(agent=agent.pk) if agent.is_active else []
        request._views = known  # type: ignore[attr-defined]
    return known


def items(request: HttpRequest) -> Iterator[Item]:
    """Their links."""
    reader = getattr(request, "user", None)
    if isinstance(reader, Agent):
        for view in views_of(request, reader):
            yield _link(view.pk, view.title)


@lru_cache(maxsize=4096)
def _link(view: int, title: str) -> Item:
    """The link of a view. Its number comes when the page stands, so it is empty here."""
    address = f"/inbox/views/{view}"
    return Item("inbox", f"inbox.view-{view}", title, "list", "", count=lambda request: "", address=address)
