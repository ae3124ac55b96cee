"""A reply is put aside until its time; it can be taken back into the composer until then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from ponte.events.recording import record
from ponte.lib import clock, richtext
from ponte.team.models import Agent
from ponte.tickets import drafting
from ponte.tickets.errors import EmptyMessage, NoRecipient, NotAllowed
from ponte.tickets.later.errors import NotToCome, OneWaits
from ponte.tickets.later.models import KIND, LaterReply
from ponte.tickets.locking import hold, hold_open, require_writer
from ponte.tickets.models import Attachment, Draft, MessageKind, State, Ticket

FARTHEST = timedelta(days=366)


@transaction.atomic
def schedule(
    ticket: Ticket,
    send_at: datetime,
    *,
    by: Agent,
    html: str,
    to: Sequence[str],
    cc: Sequence[str] = (),
    state: State | None = None,
    language: str = "",
    keep_draft: bool = False,
    more_files: Sequence[Attachment] = (),
    at: datetime | None = None,
) -> LaterReply:
    """Keep a reply, with the files of the agent's draft, until `send_at`.

    `keep_draft`: what the agent types just now is another matter and stays. `more_files`: of no message yet.

    Raises:
        ClosedTicket, EmptyMessage, NoRecipient, NotAllowed, NotToCome, OneWaits: nothing was kept.
    """
    require_writer(by)
    at = at or clock.now()
    if not to:
        raise NoRecipient
    if not at < send_at <= at + FARTHEST:
        raise NotToCome
    held = hold_open(ticket)
    if Draft.objects.filter(ticket=held, agent=by, kind=KIND).exists():
        raise OneWaits
    cleaned = richtext.clean(html)
    typing = Draft.objects.filter(ticket=held, agent=by, kind=MessageKind.PUBLIC)
    typed = None if keep_draft else typing.first()
    given = Q(pk__in=[file.pk for file in more_files])
    files = Attachment.objects.filter(given | Q(draft=typed) if typed else given)
    if richtext.is_empty(cleaned) and not files.exists():
        raise EmptyMessage
    draft = Draft.objects.create(
        ticket=held, agent=by, kind=KIND, html=cleaned, to=list(to), cc=list(cc), updated_at=at
    )
    files.update(draft=draft)
    if typed:
        typed.delete()
    row = LaterReply.objects.create(
        draft=draft,
        state=state,
        language=language,
        send_at=send_at,
        seen=held.last_message_id or 0,
        created_at=at,
    )
    record(
        "ticket.reply_scheduled",
        by=by,
        subject=held.journal_name,
        ticket=held.pk,
        at=at,
        send_at=send_at.isoformat(),
    )
    return row


@transaction.atomic
def call_off(row: LaterReply, *, by: Agent, at: datetime | None = None) -> Draft:
    """Take it back: its words and files return to the composer of whoever wrote it, before what was typed since.

    Raises:
        LaterReply.DoesNotExist: it was sent, or taken back, meanwhile.
        NotAllowed: another wrote it, and `by` does not see everything.
    """
    require_writer(by)
    ticket = hold(row.draft.ticket)
    held = LaterReply.objects.select_for_update(of=("self",)).select_related("draft").get(pk=row.pk)
    draft = held.draft
    if draft.agent_id != by.pk and not by.sees_all:
        raise NotAllowed
    there = Draft.objects.filter(ticket=ticket, agent=draft.agent_id, kind=MessageKind.PUBLIC).first()
    if there is None:
        held.delete()
        Draft.objects.filter(pk=draft.pk).update(kind=MessageKind.PUBLIC, updated_at=at or clock.now())
        draft.refresh_from_db()
    else:
        Attachment.objects.filter(draft=draft).update(draft=there)
        html = draft.html + there.html
        draft.delete()
        draft = drafting.save(ticket, by=there.agent, kind=MessageKind.PUBLIC, html=html, to=there.to, cc=there.cc)
    record("ticket.reply_called_off", by=by, subject=ticket.journal_name, ticket=ticket.pk, at=at)
    return draft
