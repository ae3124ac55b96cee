"""A note that came by mail in an agent's name: nobody has proved that they wrote it, so it is flagged."""

from __future__ import annotations

from django.db import transaction

from ponte.events.recording import SYSTEM, record
from ponte.team.models import Agent
from ponte.tickets import attaching
from ponte.tickets.incoming import Incoming
from ponte.tickets.locking import hold
from ponte.tickets.models import Message, MessageKind, Ticket
from ponte.tickets.threads import LIST_FIELDS, attach_to


@transaction.atomic
def note_by_mail(ticket: Ticket, agent: Agent, incoming: Incoming) -> Message:
    """Add an internal, flagged note to the ticket; closed ones take notes too.

    Raises:
        IntegrityError: a message with this `external_id` is here already.
    """
    held = hold(ticket)
    message = Message.objects.create(
        ticket=held,
        kind=MessageKind.NOTE,
        channel=incoming.channel,
        agent=agent,
        sender_address=incoming.sender_address[:320],
        sender_name=incoming.sender_name[:200],
        to=list(incoming.to),
        cc=list(incoming.cc),
        subject=incoming.subject[:500],
        text=incoming.text,
        reply_text=incoming.reply_text if incoming.reply_text != incoming.text else "",
        html=incoming.html,
        segments=[list(segment) for segment in incoming.segments],
        language=incoming.language,
        is_automatic=incoming.is_automatic,
        is_flagged=True,
        external_id=incoming.external_id,
        created_at=incoming.at,
    )
    if incoming.files:
        attaching.attach(incoming.files, message=message)
    attach_to(held, message)
    held.save(update_fields=LIST_FIELDS)
    record("ticket.noted", by=SYSTEM, subject=held.journal_name, ticket=held.pk, at=incoming.at, message=message.pk)
    return message
