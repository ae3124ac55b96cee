"""Which tickets a caller asks for."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ponte.api import paging
from ponte.api.problems import Wrong, invalid, wrong
from ponte.api.schemas.tickets import TicketQuery
from ponte.api.tickets.shape import PRIORITIES, STATE_TYPES, TICKET
from ponte.team.models import Agent
from ponte.tickets import searching
from ponte.tickets.conditions import context, parsing, selecting
from ponte.tickets.conditions.errors import InvalidConditions
from ponte.tickets.ordering import ORDERS
from ponte.tickets.querysets import TicketQuerySet
from ponte.tickets.queues import Queue, tickets_in
from ponte.tickets.saved_views import contents
from ponte.tickets.saved_views.models import View


def rows(asked: TicketQuery, agent: Agent, names: list[str]) -> tuple[list[dict[str, object]], str | None]:
    """The page's rows, and the cursor of what follows."""
    order = ORDERS[asked.sort]
    found = order.apply(matching(asked, agent))
    if asked.cursor:
        place = paging.unpack(asked.cursor, asked.sort, 1)[0]
        try:
            found = order.after(found, place)
        except ValueError:
            raise paging.no_cursor() from None
    columns = TICKET.columns(names, *order.columns)
    page = list(found.values(*columns)[: asked.limit + 1])
    more, page = len(page) > asked.limit, page[: asked.limit]
    return page, paging.pack(asked.sort, order.cursor(page[-1])) if more else None


def matching(asked: TicketQuery, agent: Agent) -> TicketQuerySet:
    """Everything that fits, in no order."""
    found = in_view(asked.view, agent, "view", "query") if asked.view else tickets_in(Queue(asked.queue), agent)
    plain = {
        "state_type": STATE_TYPES.get(asked.state or ""),
        "priority": PRIORITIES.get(asked.priority or ""),
        "brand": asked.brand,
        "requester": asked.requester,
        "channel": asked.channel,
        "language": asked.language,
        "created_at__gte": asked.created_since,
        "updated_at__gte": asked.updated_since,
        "tags__contains": [asked.tag] if asked.tag else None,
    }
    found = found.filter(**{name: value for name, value in plain.items() if value is not None})
    for field in ("team", "assignee"):
        value = getattr(asked, field)
        if value == "none":
            found = found.filter(**{f"{field}__isnull": True})
        elif value is not None:
            found = found.filter(**{field: agent.pk if value == "me" else value})
    if asked.filter:
        found = _that_fit(found, asked.filter, agent)
    return searching.search(found, asked.q)


def in_view(pk: int, agent: Agent, path: str, place: str) -> TicketQuerySet:
    """What lies in a view that this person may open; else 422 for `path`."""
    view = View.objects.seen_by(agent).filter(pk=pk).first()
    if view is None:
        raise wrong(path, _("There is none with the id %(id)s.") % {"id": pk}, place)
    try:
        return contents.tickets_in(view, agent)
    except InvalidConditions:
        raise wrong(path, _("This view speaks of a field that is gone."), place) from None


def _that_fit(tickets: TicketQuerySet, text: str, agent: Agent) -> TicketQuerySet:
    """By the language of conditions."""
    try:
        node = parsing.parse_text(text)
    except InvalidConditions as refused:
        faults = [Wrong(f"filter.{each.path}".rstrip("."), each.message, "query") for each in refused.faults]
        raise invalid(*faults) from None
    return selecting.select(tickets, node, context.of(agent))
