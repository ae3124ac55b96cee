"""Everything in a list, by the list's own address: so a change reaches what is on no page yet."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import QueryDict
from django.urls import Resolver404, resolve

from ponte.desk.inbox import asking, listing
from ponte.team.models import Agent
from ponte.tickets.querysets import TicketQuerySet
from ponte.tickets.queues import Queue
from ponte.tickets.saved_views.models import View


def selected(address: str, agent: Agent) -> TicketQuerySet:
    """All tickets of the list at `address` (such as "/inbox/all?team=3") that this person may see.

    Raises:
        ValueError: there is no list at this address, or a filter of it has no such value.
    """
    parts = urlsplit(address[:2000])
    if parts.scheme or parts.netloc:  # pages link back to it, and never to another site
        raise ValueError(address)
    try:
        found = resolve(parts.path)
    except Resolver404:
        raise ValueError(address) from None
    given = QueryDict(parts.query)
    if found.app_name == "inbox" and found.kwargs.get("queue") in set(Queue):
        asked = asking.understand(Queue(found.kwargs["queue"]), given)
    elif found.app_name == "inbox" and found.url_name == "view":
        view = View.objects.seen_by(agent).filter(pk=found.kwargs["view"]).first()
        if view is None:
            raise ValueError(address)
        asked = asking.understand(Queue.EVERYTHING, given, view)
    else:
        raise ValueError(address)
    return listing.matching(asked, agent)
