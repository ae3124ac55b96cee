"""An agent opens a ticket for a customer: with a first message that is mailed, or with a note alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from ponte.customers.models import Customer
from ponte.events.recording import record
from ponte.lib import clock, richtext
from ponte.team.models import Agent, Team
from ponte.tickets import noting, replying, tagging
from ponte.tickets.choosing_states import default_state
from ponte.tickets.errors import EmptyMessage, NoRecipient
from ponte.tickets.fields import catalogue, setting
from ponte.tickets.fields.checking import Stage
from ponte.tickets.fields.models import Form
from ponte.tickets.locking import require_writer
from ponte.tickets.models import Attachment, Brand, Message, State, Ticket
from ponte.tickets.sla import keeping
from ponte.tickets.states import Channel, Priority, StateType, TicketType


@transaction.atomic
def start(
    requester: Customer,
    *,
    by: Agent,
    subject: str,
    html: str,
    to: Sequence[str] = (),
    is_note: bool = False,
    brand: Brand,
    team: Team | None = None,
    assignee: Agent | None = None,
    priority: Priority = Priority.NORMAL,
    kind: TicketType = TicketType.QUESTION,
    channel: Channel = Channel.EMAIL,
    language: str = "",
    tags: Sequence[str] = (),
    state: State | None = None,
    at: datetime | None = None,
    files: Sequence[Attachment] = (),
    form: Form | None = None,
    fields: Mapping[str, Any] | None = None,
) -> tuple[Ticket, Message]:
    """Open it. A note starts the customer's clock (they called, say); a mailed message waits for their answer.

    `form` None: what is usual for the brand. `fields` None: nobody was asked to fill them.

    Raises:
        InvalidFields: the form asks for more, or for something else.
        EmptyMessage, NoRecipient, NotAllowed: nothing was opened.
    """
    require_writer(by)
    if richtext.is_empty(richtext.clean(html)) and not files:
        raise EmptyMessage
    if not is_note and not to:
        raise NoRecipient
    at = at or clock.now()
    opened = default_state(StateType.NEW if is_note else StateType.OPEN)
    ticket = Ticket(
        subject=subject.strip()[:500],
        state=opened,
        state_type=opened.type,
        priority=priority,
        type=kind,
        channel=channel,
        language=language or requester.language,
        brand=brand,
        team=team,
        assignee=assignee,
        requester=requester,
        form=form or catalogue.usual_form(brand),
        created_at=at,
        updated_at=at,
        waiting_since=at if is_note else None,
        last_public_from_customer=is_note,
    )
    ticket.save(force_insert=True)
    record(
        "ticket.created",
        by=by,
        subject=ticket.journal_name,
        ticket=ticket.pk,
        customer=requester.pk,
        at=at,
        channel=str(channel),
        brand=brand.pk,
        team=team.pk if team else None,
        assignee=assignee.pk if assignee else None,
        priority=int(priority),
        language=ticket.language,
        follows_up=None,
        message=None,
    )
    keeping.keep(ticket, at=at, state=opened, is_new=True)
    ticket.save(update_fields=["due_at"])
    if fields is not None:
        setting.set_values(ticket, fields, by=by, stage=Stage.CREATE, at=at)
    for name in tags:
        tagging.tag(ticket, name, by=by)
    if is_note:
        message = noting.note(ticket, by=by, html=html, at=at, files=files)
    else:
        message = replying.reply(ticket, by=by, html=html, to=to, state=state, at=at, files=files)
    ticket.refresh_from_db()
    return ticket, message
