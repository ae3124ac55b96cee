"""A link between two tickets is taken away."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ponte.events.recording import Actor
from ponte.tickets.links.linking import tell
from ponte.tickets.links.models import Link
from ponte.tickets.links.roles import role_of
from ponte.tickets.locking import require_writer


@transaction.atomic
def unlink(link: Link, *, by: Actor | str, at: datetime | None = None) -> None:
    """Take it away; one that is gone is fine.

    Raises:
        NotAllowed: `by` may only look.
    """
    require_writer(by)
    ticket, other = link.ticket, link.other
    if Link.objects.filter(pk=link.pk).delete()[0]:
        tell("ticket.unlinked", ticket, role_of(link.kind, is_first=True), other, by=by, at=at)
