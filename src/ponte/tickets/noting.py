"""An internal note: only the team reads it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from ponte.events.recording import record
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import following
from ponte.tickets.locking import hold, require_writer
from ponte.tickets.models import Attachment, Message, MessageKind, Ticket
from ponte.tickets.threads import LIST_FIELDS, attach_to
from ponte.tickets.writing import write

_mention = re.compile(r'data-agent="(\d{1,18})"')


@transaction.atomic
def note(
    ticket: Ticket,
    *,
    by: Agent,
    html: str,
    at: datetime | None = None,
    keep_draft: bool = False,
    files: Sequence[Attachment] = (),
) -> Message:
    """Add a note; colleagues mentioned in it (`<span class="mention" data-agent="7">`) follow the ticket.

    Notes may be added to closed tickets too. `keep_draft`, `files`: see `writing.write`.

    Raises:
        EmptyMessage, NotAllowed: nothing was added.
    """
    require_writer(by)
    at = at or clock.now()
    held = hold(ticket)
    message = write(held, by, MessageKind.NOTE, html, at, keep_draft=keep_draft, files=files)
    attach_to(held, message)
    held.save(update_fields=LIST_FIELDS)
    record("ticket.noted", by=by, subject=held.journal_name, ticket=held.pk, at=at, message=message.pk)
    for colleague in mentioned_in(message.html):
        following.follow(held, colleague, by=by, at=at)
        record(
            "ticket.mentioned",
            by=by,
            subject=held.journal_name,
            ticket=held.pk,
            at=at,
            message=message.pk,
            agent=colleague.pk,
        )
    return message


def mentioned_in(html: str) -> list[Agent]:
    """The active colleagues named in a note, each once."""
    ids = {int(number) for number in _mention.findall(html)}
    return list(Agent.objects.filter(pk__in=ids, is_active=True)) if ids else []
