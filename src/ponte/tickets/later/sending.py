"""Due replies go out; one whose customer wrote meanwhile is held back, and its agent is asked."""

from __future__ import annotations

import logging
import threading
from datetime import datetime

from django.db import connection, transaction

from ponte.events.recording import record
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import replying
from ponte.tickets.errors import ClosedTicket, NotAllowed, TicketError
from ponte.tickets.later.models import KIND, LaterReply, LaterStatus
from ponte.tickets.locking import require_writer
from ponte.tickets.models import Message, MessageKind

log = logging.getLogger(__name__)
POLL = 1.0  # seconds


def run_forever(stop: threading.Event) -> None:
    """Send what is due until `stop` is set. Any number of workers may run."""
    while not stop.is_set():
        if not send_due():
            connection.close()
            stop.wait(POLL)


def send_due(at: datetime | None = None) -> int:
    """Deal with everything that is due; returns how many were."""
    at = at or clock.now()
    number = 0
    while _send_next(at):
        number += 1
    return number


@transaction.atomic
def _send_next(at: datetime) -> bool:
    """One claim, one transaction: a reply that goes out and the row that waited for it stand or fall together."""
    row = (
        LaterReply.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(status=LaterStatus.WAITING, send_at__lte=at)
        .select_related("draft__ticket", "draft__agent", "state")
        .order_by("send_at")
        .first()
    )
    if row is None:
        return False
    if customer_wrote(row):
        _hold(row, "customer_wrote", at)
        return True
    try:
        with transaction.atomic():
            _send(row, at)
    except ClosedTicket:
        _hold(row, "closed", at)
    except TicketError as refused:
        _hold(row, type(refused).__name__[:60], at)
    return True


@transaction.atomic
def send_now(row: LaterReply, *, by: Agent, at: datetime | None = None) -> Message:
    """Send it at once, whatever came since.

    Raises:
        ClosedTicket, NoRecipient, NotAllowed, NotSolvable: it waits on.
        LaterReply.DoesNotExist: it was sent, or taken back, meanwhile.
    """
    require_writer(by)
    held = LaterReply.objects.select_for_update(of=("self",)).select_related("draft__ticket", "draft__agent", "state")
    found = held.get(pk=row.pk)
    if found.draft.agent_id != by.pk and not by.sees_all:
        raise NotAllowed
    return _send(found, at or clock.now())


def customer_wrote(row: LaterReply) -> bool:
    """Whether a customer has written since this reply was."""
    news = Message.objects.filter(
        ticket=row.draft.ticket_id, pk__gt=row.seen, kind=MessageKind.PUBLIC, customer__isnull=False
    )
    return news.filter(is_automatic=False, is_flagged=False).exists()


def _send(row: LaterReply, at: datetime) -> Message:
    draft = row.draft
    return replying.reply(
        draft.ticket,
        by=draft.agent,
        html=draft.html,
        to=draft.to,
        cc=draft.cc,
        state=row.state,
        language=row.language,
        at=at,
        undo_seconds=0,
        draft_kind=KIND,
    )


def _hold(row: LaterReply, reason: str, at: datetime) -> None:
    row.status, row.reason = LaterStatus.HELD, reason
    row.save(update_fields=["status", "reason"])
    ticket = row.draft.ticket
    record(
        "ticket.reply_held",
        by="system",
        subject=ticket.journal_name,
        ticket=ticket.pk,
        at=at,
        agent=row.draft.agent_id,
        reason=reason,
    )
