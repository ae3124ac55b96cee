"""The parts of a ticket and the incidents of a problem, rolled up; both are asked about before solving."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import ngettext

from ponte.tickets.links.models import Link, LinkKind
from ponte.tickets.models import Ticket
from ponte.tickets.solving import Obstacle, before_solving
from ponte.tickets.states import LAST_UNSOLVED


def below(ticket: Ticket, kind: LinkKind) -> list[Ticket]:
    """The tickets that are parts (or incidents) of this one, by number."""
    rows = Link.objects.filter(other=ticket, kind=kind).select_related("ticket__state", "ticket__requester")
    return [row.ticket for row in rows.order_by("ticket_id")]


def _look(ticket: Ticket) -> Iterator[Obstacle]:
    kinds = list(
        Link.objects.filter(
            other=ticket, kind__in=[LinkKind.PART, LinkKind.INCIDENT], ticket__state_type__lte=LAST_UNSOLVED
        ).values_list("kind", flat=True)
    )
    if parts := kinds.count(LinkKind.PART):
        words = ngettext("%(number)s part of it is still open.", "%(number)s parts of it are still open.", parts)
        yield Obstacle("parts", words % {"number": parts}, is_soft=True)
    if incidents := kinds.count(LinkKind.INCIDENT):
        words = ngettext(
            "%(number)s incident of this problem is still open.",
            "%(number)s incidents of this problem are still open.",
            incidents,
        )
        yield Obstacle("incidents", words % {"number": incidents}, is_soft=True)


before_solving("links", _look)
