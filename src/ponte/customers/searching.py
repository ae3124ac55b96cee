"""Find customers by name, address or number."""

from __future__ import annotations

from django.contrib.postgres.search import SearchVector
from django.db.models import Q, QuerySet

from ponte.customers.models import Customer, Identity
from ponte.search.prefixes import prefix_query

CAP = 2000


def search(customers: QuerySet[Customer], text: str) -> QuerySet[Customer]:
    """Those whose name's words, or whose address, begin with `text`. Empty text: all of them."""
    text = text.strip()[:200]
    if not text:
        return customers
    value = text.lower().replace(" ", "") if text[0] in "+0123456789" else text.lower()
    found = Q(pk__in=Identity.objects.filter(value__startswith=value).values("customer")[:CAP])
    if query := prefix_query(text):
        named = Customer.objects.annotate(found=SearchVector("name", config="simple")).filter(found=query)
        found |= Q(pk__in=named.order_by().values("pk")[:CAP])
    return customers.filter(found)
