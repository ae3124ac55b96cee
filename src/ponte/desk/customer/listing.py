"""One page of the list of customers, in two queries."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from ponte.customers import searching
from ponte.customers.models import Customer
from ponte.search.statements import Statement, fetch, number

SIZE = 50
LAST = 2**63 - 1
_ADDRESSES = (
    "SELECT DISTINCT ON (customer_id) customer_id, value, bounced_at IS NOT NULL FROM customers_identity"
    " WHERE customer_id = ANY(%(customers)s) ORDER BY customer_id, is_primary DESC, id"
)


@dataclass(frozen=True, slots=True)
class Row:
    """A customer with the main address, "" without any."""

    customer: Customer
    address: str
    bounces: bool


def page(text: str, after: int) -> tuple[list[Row], int]:
    """The customers that fit, the last met first, from the id `after` (0: the begin); and where the next page begins.

    The second is 0 at the end.
    """
    if text:
        rows = searching.search(_all(), text).filter(pk__lt=after or LAST)
        found = list(rows.order_by("-pk")[: SIZE + 1])
    else:
        found = _NEWEST.rows(after=after or LAST)
    shown = found[:SIZE]
    given = {"customers": [each.pk for each in shown]}
    addresses = {pk: (value, bounces) for pk, value, bounces in fetch(_ADDRESSES, given)} if shown else {}
    more = shown[-1].pk if len(found) > SIZE else 0
    return [Row(each, *addresses.get(each.pk, ("", False))) for each in shown], more


def _all() -> QuerySet[Customer]:
    return Customer.objects.filter(merged_into=None).select_related("organisation")


_NEWEST: Statement[Customer] = Statement(lambda: _all().filter(pk__lt=number("after")).order_by("-pk")[: SIZE + 1])
