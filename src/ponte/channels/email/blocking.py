"""Senders whose mail is kept out: stored and shown as suppressed, so that it can be let in by a replay."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from ponte.channels.email.models import BlockedSender
from ponte.customers.finding import normalise
from ponte.events.recording import record
from ponte.team.models import Agent
from ponte.tickets.locking import require_writer
from ponte.tickets.models import Ticket


@transaction.atomic
def block(address: str, *, by: Agent, ticket: Ticket | None = None) -> BlockedSender:
    """Keep out what comes from this address; doing it twice changes nothing.

    Raises:
        NotAllowed: `by` may only look.
    """
    require_writer(by)
    row, made = BlockedSender.objects.get_or_create(
        address=normalise(address), defaults={"agent": by, "ticket": ticket}
    )
    if made:
        _tell("sender.blocked", row, by)
    return row


@transaction.atomic
def allow(address: str, *, by: Agent) -> None:
    """Let its mail in again; one that is not blocked is fine.

    Raises:
        NotAllowed: `by` may only look.
    """
    require_writer(by)
    row = BlockedSender.objects.filter(address=normalise(address)).first()
    if row is not None:
        _tell("sender.allowed", row, by)
        row.delete()


def blocked_among(addresses: Collection[str]) -> frozenset[str]:
    """Those of these (normalised) addresses that are blocked."""
    if not addresses:
        return frozenset()
    return frozenset(BlockedSender.objects.filter(address__in=addresses).values_list("address", flat=True))


def _tell(kind: str, row: BlockedSender, by: Agent) -> None:
    record(
        kind,
        by=by,
        subject=row.ticket.journal_name if row.ticket else "sender",
        ticket=row.ticket_id,
        address=row.address,
    )
