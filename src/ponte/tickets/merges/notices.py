"""A customer is told what became of their ticket. It is no answer: whoever waits goes on waiting, promises stand."""

from __future__ import annotations

from datetime import datetime

from ponte.events.recording import record
from ponte.lib import richtext
from ponte.team.models import Agent
from ponte.tickets import addressees
from ponte.tickets.errors import NoRecipient
from ponte.tickets.locking import hold_open, require_writer
from ponte.tickets.models import Delivery, Message, MessageKind, Ticket
from ponte.tickets.states import Channel
from ponte.tickets.threads import attach_to
from ponte.tickets.writing import write


def send(ticket: Ticket, html: str, *, by: Agent, at: datetime) -> Message | None:
    """Write to the ticket's usual addressees, in the caller's transaction; nothing where the text is empty.

    Raises:
        ClosedTicket, NoRecipient, NotAllowed: nothing was sent.
    """
    if richtext.is_empty(richtext.clean(html)):
        return None
    require_writer(by)
    held = hold_open(ticket)
    to = addressees.usual(held)
    if not to:
        raise NoRecipient
    message = write(
        held,
        by,
        MessageKind.PUBLIC,
        html,
        at,
        channel=Channel.EMAIL,
        to=to,
        language=held.language,
        delivery=Delivery.QUEUED,
        send_at=at,
        keep_draft=True,
        is_automatic=True,
    )
    attach_to(held, message)
    held.save()
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
    return message
