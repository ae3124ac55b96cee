"""An agent answers the customer; within ten seconds they may take it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from ponte.events.models import Event
from ponte.events.recording import record
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import drafting, rechecking
from ponte.tickets.changing import enter_state
from ponte.tickets.choosing_states import default_state
from ponte.tickets.errors import NoRecipient, TooLate
from ponte.tickets.following_up import noticing
from ponte.tickets.locking import hold, hold_open, require_writer
from ponte.tickets.models import Attachment, Delivery, Message, MessageKind, State, Ticket
from ponte.tickets.sla import keeping
from ponte.tickets.solving import require_solvable
from ponte.tickets.states import Channel, StateType
from ponte.tickets.threads import attach_to
from ponte.tickets.writing import write

UNDO_SECONDS = 10


@transaction.atomic
def reply(
    ticket: Ticket,
    *,
    by: Agent,
    html: str,
    to: Sequence[str],
    cc: Sequence[str] = (),
    state: State | None = None,
    language: str = "",
    at: datetime | None = None,
    undo_seconds: int = UNDO_SECONDS,
    anyway: bool = False,
    keep_draft: bool = False,
    draft_kind: str = "",
    files: Sequence[Attachment] = (),
) -> Message:
    """Answer publicly and, in the same act, set the state (`None`: a new ticket becomes open).

    The channel delivers it after `undo_seconds`. `keep_draft`: what the agent is writing there stays theirs;
    `draft_kind`: another draft than the usual one becomes the message.
    `files`: kept ones that belong to nothing yet.

    Raises:
        ClosedTicket, EmptyMessage, NoRecipient, NotAllowed: nothing was sent.
        NotSolvable: `state` would solve it and something stands in the way; `anyway` passes what only asks.
    """
    require_writer(by)
    if not to:
        raise NoRecipient
    at = at or clock.now()
    held = hold_open(ticket)
    if state is not None:
        require_solvable(held, state, by=by, anyway=anyway)
    message = write(
        held,
        by,
        MessageKind.PUBLIC,
        html,
        at,
        channel=Channel.EMAIL,
        to=list(to),
        cc=list(cc),
        language=language or held.language,
        delivery=Delivery.QUEUED,
        send_at=at + timedelta(seconds=undo_seconds),
        keep_draft=keep_draft,
        draft_kind=draft_kind,
        files=files,
    )
    attach_to(held, message)
    held.waiting_since = None
    held.first_replied_at = held.first_replied_at or at
    if held.assignee_id is None:
        _take(held, by, at)
    record(
        "ticket.replied",
        by=by,
        subject=held.journal_name,
        ticket=held.pk,
        customer=held.requester_id,
        at=at,
        message=message.pk,
        channel=str(message.channel),
    )
    noticing.answered(held, by=by, at=at)
    if state is None and held.state_type == StateType.NEW:
        state = default_state(StateType.OPEN)
    if state is not None:
        enter_state(held, state, by=by, at=at)
    keeping.keep(held, at=at)
    held.save()
    return message


def _take(ticket: Ticket, by: Agent, at: datetime) -> None:
    ticket.assignee = by
    record("ticket.assigned", by=by, subject=ticket.journal_name, ticket=ticket.pk, at=at, old=None, new=by.pk)


@transaction.atomic
def withdraw(message: Message, *, by: Agent, at: datetime | None = None) -> Message:
    """Take a reply back before it leaves; its text returns to the agent's draft, the ticket to its state.

    Raises:
        TooLate: it is no longer waiting to be sent, or somebody else wrote it.
    """
    at = at or clock.now()
    held = hold(message.ticket)
    changed = Message.objects.filter(pk=message.pk, agent=by, delivery=Delivery.QUEUED).update(
        delivery=Delivery.WITHDRAWN
    )
    if changed != 1:
        raise TooLate
    message.refresh_from_db()
    drafting.restore(message, by=by)
    _return_to_state(held, message, by, at)
    noticing.answer_withdrawn(held, answered_at=message.created_at)
    held.updated_at = at
    held.save()
    rechecking.mend([held.pk])
    keeping.settle([held.pk], at=at)
    record("ticket.reply_withdrawn", by=by, subject=held.journal_name, ticket=held.pk, at=at, message=message.pk)
    return message


def _return_to_state(held: Ticket, message: Message, by: Agent, at: datetime) -> None:
    """Undo the state that was set in the same act, unless somebody has changed it since."""
    act = Event.objects.filter(ticket_id=held.pk, kind="ticket.replied", data__message=message.pk).first()
    if act is None:
        return
    kinds = ("ticket.state_changed", "ticket.reopened")
    change = Event.objects.filter(ticket_id=held.pk, kind__in=kinds, pk__gt=act.pk).order_by("pk").first()
    if change is not None and change.txid == act.txid and change.data["new"] == held.state_id:
        enter_state(held, State.objects.get(pk=change.data["old"]), by=by, at=at)
