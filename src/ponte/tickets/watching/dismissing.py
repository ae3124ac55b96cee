"""Putting a finding aside: with a reason, and only for a time."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ponte.events.recording import record
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.errors import TicketError
from ponte.tickets.following_up import moments
from ponte.tickets.locking import require_writer
from ponte.tickets.watching.models import Finding


class NoReason(TicketError):
    """A warning is put aside only with a word about why."""


@transaction.atomic
def dismiss(finding: Finding, until: datetime, why: str, *, by: Agent, at: datetime | None = None) -> None:
    """Do not show this finding before `until`.

    Raises:
        NoReason, NotAllowed, NotToCome: nothing was changed.
    """
    require_writer(by)
    at = at or clock.now()
    moments.sound(until, at)
    why = " ".join(why.split())[:300]
    if not why:
        raise NoReason
    finding.dismissed_until, finding.dismissed_by, finding.dismissal = until, by, why
    finding.save(update_fields=["dismissed_until", "dismissed_by", "dismissal"])
    record(
        "ticket.attention_dismissed",
        by=by,
        subject=f"ticket:{finding.ticket_id}",
        ticket=finding.ticket_id,
        at=at,
        reason=finding.reason,
        until=until.isoformat(),
    )
