"""A draft changes hands, with its recipients and files."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ponte.events.recording import record
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import following
from ponte.tickets.errors import NotAllowed
from ponte.tickets.handing.models import OpenDraft
from ponte.tickets.locking import hold, require_writer
from ponte.tickets.models import Attachment, Draft, Ticket


@transaction.atomic
def hand(draft: Draft, to: Agent, *, by: Agent, at: datetime | None = None) -> Draft:
    """Give one's own draft to a colleague, who follows the ticket from now on.

    Raises:
        NotAllowed: it is another's, or one of the two may only look, or `to` may not see the ticket.
    """
    require_writer(by)
    require_writer(to)
    if draft.agent_id != by.pk or not Ticket.objects.visible_to(to).filter(pk=draft.ticket_id).exists():
        raise NotAllowed
    following.follow(draft.ticket, to, by=by, at=at)
    return _pass(draft, to, by, at)


@transaction.atomic
def open_to_team(draft: Draft, *, by: Agent, at: datetime | None = None) -> OpenDraft:
    """Let everybody on the ticket read one's own draft and take it over.

    Raises:
        NotAllowed: it is another's, or `by` may only look.
    """
    require_writer(by)
    if draft.agent_id != by.pk:
        raise NotAllowed
    row, made = OpenDraft.objects.get_or_create(draft=draft, defaults={"opened_at": at or clock.now()})
    if made:
        ticket = draft.ticket
        record("ticket.draft_opened", by=by, subject=ticket.journal_name, ticket=ticket.pk, at=at)
    return row


@transaction.atomic
def take(opened: OpenDraft, *, by: Agent, at: datetime | None = None) -> Draft:
    """Take an open draft over; the first of two gets it.

    Raises:
        NotAllowed: `by` may only look.
        OpenDraft.DoesNotExist: it was sent or taken over meanwhile.
    """
    require_writer(by)
    held = OpenDraft.objects.select_for_update(of=("self",)).select_related("draft__ticket").get(pk=opened.pk)
    draft = held.draft
    held.delete()
    return draft if draft.agent_id == by.pk else _pass(draft, by, by, at)


def _pass(draft: Draft, to: Agent, by: Agent, at: datetime | None) -> Draft:
    """What the new hand was writing there itself is put after it."""
    ticket = hold(draft.ticket)
    OpenDraft.objects.filter(draft=draft).delete()
    own = Draft.objects.filter(ticket=ticket, agent=to, kind=draft.kind).first()
    before = draft.agent_id
    draft.agent, draft.updated_at = to, at or clock.now()
    if own is not None:
        Attachment.objects.filter(draft=own).update(draft=draft)
        draft.html += own.html
        own.delete()
    draft.save(update_fields=["agent", "html", "updated_at"])
    record("ticket.draft_passed", by=by, subject=ticket.journal_name, ticket=ticket.pk, at=at, old=before, new=to.pk)
    return draft
