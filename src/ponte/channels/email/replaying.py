"""Processes a mail again after a mend: one that failed, or one that was suppressed and should not have been."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ponte.channels.email import processing
from ponte.channels.email.claiming import claim_one
from ponte.channels.email.judging import LET_IN
from ponte.channels.email.models import Disposition, Inbound
from ponte.events.recording import Actor, record
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.locking import require_writer

REPLAYABLE = frozenset({Disposition.FAILED, Disposition.SUPPRESSED})


class NotReplayable(Exception):
    """The mail is in a ticket already, or on its way into one."""


def replay(inbound: Inbound, *, by: Agent | Actor | str, at: datetime | None = None) -> Inbound:
    """Process the mail once more, now; returns it as it stands after.

    A suppressed one is let in, whatever had stopped it, except for our own mail, which would go round for ever.
    Doing it twice at once or again is safe: the mail enters its ticket once.

    Raises:
        NotReplayable: it is neither failed nor suppressed.
        NotAllowed: `by` may only look.
    """
    require_writer(by)
    at = at or clock.now()
    with transaction.atomic():
        waiting = Inbound.objects.filter(pk=inbound.pk, disposition__in=REPLAYABLE)
        was_suppressed = waiting.filter(disposition=Disposition.SUPPRESSED).exists()
        changed = waiting.update(
            disposition=Disposition.PENDING,
            reason=LET_IN if was_suppressed else "",
            attempts=0,
            lease_until=None,
            processed_at=None,
        )
        if changed != 1:
            raise NotReplayable
        claimed = claim_one(inbound.pk, at)
        record("mail.replayed", by=by, subject=f"inbound:{inbound.pk}", inbound=inbound.pk, disposition="pending")
    if claimed is not None:
        processing.process([claimed])
    return Inbound.objects.defer("raw").get(pk=inbound.pk)
