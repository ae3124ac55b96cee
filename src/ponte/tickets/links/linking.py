"""Two tickets are linked; both tell of it."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from ponte.events.recording import Actor, Entry, record_many
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.links.errors import NotLinkable
from ponte.tickets.links.models import UPWARD, Link, LinkKind
from ponte.tickets.links.roles import OPPOSITE, SIDES, Role
from ponte.tickets.locking import require_writer
from ponte.tickets.models import Ticket

LOCK = 7_066_031


@transaction.atomic
def link(ticket: Ticket, role: Role, other: Ticket, *, by: Actor | str, at: datetime | None = None) -> Link:
    """Say that `other` is `role` to `ticket`; saying it twice changes nothing.

    Raises:
        NotAllowed: `by` may only look.
        NotLinkable: to itself, in a circle, or where another stands above already.
    """
    require_writer(by)
    if ticket.pk == other.pk:
        raise NotLinkable("itself")
    at = at or clock.now()
    kind, first = SIDES[role]
    below, above = (ticket, other) if first else (other, ticket)
    if kind == LinkKind.RELATED:
        below, above = sorted((ticket, other), key=lambda each: each.pk)
    if kind in UPWARD:
        _one_at_a_time()  # two half circles, made at once, would close
        there = Link.objects.filter(ticket=below, kind=kind).first()
        if there is not None and there.other_id != above.pk:
            raise NotLinkable("taken")
        if below.pk in above_of(above.pk, kind):
            raise NotLinkable("circle")
    row, made = Link.objects.get_or_create(
        ticket=below,
        other=above,
        kind=kind,
        defaults={"agent": by if isinstance(by, Agent) else None, "created_at": at},
    )
    if made:
        tell("ticket.linked", ticket, role, other, by=by, at=at)
    return row


def above_of(number: int, kind: LinkKind) -> set[int]:
    """The numbers of a ticket and of everything above it by links of this kind."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE above(id) AS (SELECT %s::bigint UNION"
            " SELECT link.other_id FROM links_link link JOIN above ON link.ticket_id = above.id AND link.kind = %s)"
            " SELECT id FROM above",
            [number, str(kind)],
        )
        return {pk for (pk,) in cursor.fetchall()}


def tell(kind: str, ticket: Ticket, role: Role, other: Ticket, *, by: Actor | str, at: datetime | None) -> None:
    """Record it on both tickets, each from its own side."""
    record_many(
        Entry(kind, by, mine.journal_name, mine.pk, at=at, data={"role": str(its), "other": theirs.pk})
        for mine, its, theirs in ((ticket, role, other), (other, OPPOSITE[role], ticket))
    )


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
