"""What replies and notes share: one message of an agent, from cleaned composer HTML."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ponte.lib import richtext
from ponte.team.models import Agent
from ponte.tickets.errors import EmptyMessage
from ponte.tickets.models import Attachment, Draft, Message, MessageKind, Ticket


def take_draft(ticket: Ticket, by: Agent, kind: str) -> Draft | None:
    """The agent's draft of this kind, whose files the new message takes over."""
    return Draft.objects.filter(ticket=ticket, agent=by, kind=kind).first()


def write(
    ticket: Ticket,
    by: Agent,
    kind: MessageKind,
    html: str,
    at: datetime,
    *,
    keep_draft: bool = False,
    draft_kind: str = "",
    files: Sequence[Attachment] = (),
    **fields: object,
) -> Message:
    """Make the message, give it the draft's files, and drop the draft (unless `keep_draft`: it is not what is sent).

    `draft_kind`: the kind of draft that becomes the message, where it is not the message's own.

    It takes `files` along too: kept ones that belong to nothing yet.

    Raises:
        EmptyMessage: no words and no files.
    """
    draft = None if keep_draft else take_draft(ticket, by, draft_kind or kind)
    cleaned = richtext.clean(html)
    has_files = bool(files) or (draft is not None and draft.attachments.exists())
    if richtext.is_empty(cleaned) and not has_files:
        raise EmptyMessage
    message = Message.objects.create(
        ticket=ticket,
        kind=kind,
        agent=by,
        html=cleaned,
        text=richtext.to_text(cleaned),
        created_at=at,
        **fields,
    )
    if files:
        Attachment.objects.filter(pk__in=[file.pk for file in files]).update(message=message)
    if draft is not None:
        Attachment.objects.filter(draft=draft).update(message=message, draft=None)
        draft.delete()
    return message
