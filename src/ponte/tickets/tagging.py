"""Tags: short words on tickets, known to the company."""

from __future__ import annotations

import re
import unicodedata

from django.db import transaction

from ponte.events.recording import Actor, record
from ponte.lib import clock
from ponte.tickets.locking import hold, require_writer
from ponte.tickets.models import Tag, Ticket
from ponte.tickets.sla import keeping

_gaps = re.compile(r"[\s,;]+")


def normalise(name: str) -> str:
    """A tag as it is kept: lower case, hyphens for spaces, at most 60 characters; "" when nothing is left."""
    return _gaps.sub("-", unicodedata.normalize("NFC", name).strip().lower()).strip("-")[:60]


@transaction.atomic
def tag(ticket: Ticket, name: str, *, by: Actor | str) -> str:
    """Add a tag (a new one becomes known); returns it as kept. Twice changes nothing."""
    require_writer(by)
    name = normalise(name)
    held = hold(ticket)
    if not name or name in held.tags:
        return name
    Tag.objects.get_or_create(name=name)
    _write(held, ticket, [*held.tags, name])
    record("ticket.tagged", by=by, subject=held.journal_name, ticket=held.pk, tag=name)
    return name


@transaction.atomic
def untag(ticket: Ticket, name: str, *, by: Actor | str) -> None:
    """Take a tag away; one that is not there is fine."""
    require_writer(by)
    held = hold(ticket)
    if name not in held.tags:
        return
    _write(held, ticket, [kept for kept in held.tags if kept != name])
    record("ticket.untagged", by=by, subject=held.journal_name, ticket=held.pk, tag=name)


def _write(held: Ticket, ticket: Ticket, tags: list[str]) -> None:
    held.tags = ticket.tags = tags
    keeping.keep_if_promised(held, at=clock.now(), changed=("tags",))
    held.save(update_fields=["tags", "due_at"])
