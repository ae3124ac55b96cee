"""Search within a list: by number, address, or words of subject, requester and messages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import SearchVector

from ponte.customers.models import Customer, Identity
from ponte.search.prefixes import prefix_query
from ponte.tickets.models import Message, Ticket

if TYPE_CHECKING:
    from ponte.tickets.querysets import TicketQuerySet

CAP = 2000  # matches looked at from each source: enough to page through, never enough to stall
_number = re.compile(r"#?(\d{1,18})$")


def search(tickets: TicketQuerySet, text: str) -> TicketQuerySet:
    """Those of `tickets` that fit `text`; words begin words, all must be there. Empty text: all of them."""
    text = text.strip()[:200]
    if not text:
        return tickets
    if found := _number.match(text):
        numbered = Ticket.objects.filter(pk=int(found[1])).order_by().values("pk")
        return tickets.filter(pk__in=_by_words(text).union(numbered))
    if "@" in text:
        owners = Identity.objects.filter(value__startswith=text.lower()).values("customer")[:CAP]
        return tickets.filter(requester__in=owners)
    return tickets.filter(pk__in=_by_words(text))


def _by_words(text: str) -> Any:
    query = prefix_query(text)
    if query is None:
        return Ticket.objects.none()
    subjects = Ticket.objects.annotate(found=SearchVector("subject", config="simple")).filter(found=query)
    people = Customer.objects.annotate(found=SearchVector("name", config="simple")).filter(found=query)
    messages = Message.objects.filter(words=query)
    return (
        subjects.order_by()
        .values("pk")[:CAP]
        .union(
            messages.order_by().values("ticket")[:CAP],
            Ticket.objects.filter(requester__in=people.order_by().values("pk")[:CAP]).order_by().values("pk")[:CAP],
        )
    )
