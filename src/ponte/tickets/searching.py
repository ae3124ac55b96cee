"""Search within a list: by number, address, or words of subject, requester and messages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import SearchQuery, SearchVector

from ponte.customers.models import Customer, Identity
from ponte.search.prefixes import prefix_words, query_of
from ponte.tickets.fields.models import FieldValue
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
    if "@" in text:
        owners = Identity.objects.filter(value__startswith=text.lower()).values("customer")[:CAP]
        return tickets.filter(requester__in=owners)
    asked = words_of(text)
    return with_words(tickets, *asked) if asked else tickets.none()


def words_of(text: str) -> tuple[str, int | None] | None:
    """What `with_words` takes, for a text that holds a word and is no address."""
    text = text.strip()[:200]
    words = "" if "@" in text else prefix_words(text)
    found = _number.match(text)
    return (words, int(found[1]) if found else None) if words else None


def with_words(tickets: TicketQuerySet, words: str, number: int | None = None) -> TicketQuerySet:
    """Those of `tickets` that hold the words, or bear the number; both may be places of a `Statement`."""
    found = _by_words(query_of(words))
    if number is not None:
        found = found.union(Ticket.objects.filter(pk=number).order_by().values("pk"))
    return tickets.filter(pk__in=found)


def _by_words(query: SearchQuery) -> Any:
    subjects = Ticket.objects.annotate(found=SearchVector("subject", config="simple")).filter(found=query)
    people = Customer.objects.annotate(found=SearchVector("name", config="simple")).filter(found=query)
    messages = Message.objects.filter(words=query)
    texts = FieldValue.objects.exclude(text="").annotate(found=SearchVector("text", config="simple"))
    return (
        subjects.order_by()
        .values("pk")[:CAP]
        .union(
            messages.order_by().values("ticket")[:CAP],
            Ticket.objects.filter(requester__in=people.order_by().values("pk")[:CAP]).order_by().values("pk")[:CAP],
            texts.filter(found=query).order_by().values("ticket")[:CAP],
        )
    )
