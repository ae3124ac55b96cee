"""Drafts: saved as typed, one reply and one note for each agent and ticket."""

from __future__ import annotations

from collections.abc import Sequence

from ponte.lib import clock, richtext
from ponte.team.models import Agent
from ponte.tickets.locking import require_writer
from ponte.tickets.models import Attachment, Draft, Message, MessageKind, Ticket


def save(
    ticket: Ticket,
    *,
    by: Agent,
    kind: MessageKind,
    html: str,
    to: Sequence[str] = (),
    cc: Sequence[str] = (),
) -> Draft:
    """Keep what has been typed so far.

    Raises:
        NotAllowed: an observer has no drafts.
    """
    require_writer(by)
    draft, _ = Draft.objects.update_or_create(
        ticket=ticket,
        agent=by,
        kind=kind,
        defaults={"html": richtext.clean(html), "to": list(to), "cc": list(cc), "updated_at": clock.now()},
    )
    return draft


def discard(ticket: Ticket, *, by: Agent, kind: MessageKind) -> None:
    """Throw the draft away."""
    Draft.objects.filter(ticket=ticket, agent=by, kind=kind).delete()


def restore(message: Message, *, by: Agent) -> Draft:
    """Put a withdrawn message back into the draft, before whatever was typed since."""
    draft, made = Draft.objects.get_or_create(
        ticket=message.ticket,
        agent=by,
        kind=message.kind,
        defaults={"html": message.html, "to": message.to, "cc": message.cc},
    )
    if not made:
        draft.html = message.html + draft.html
        draft.updated_at = clock.now()
        draft.save()
    Attachment.objects.filter(message=message).update(message=None, draft=draft)
    return draft
