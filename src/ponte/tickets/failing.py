"""A reply did not arrive: the ticket shows it, comes back to work, and is unread for who wrote it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ponte.events.recording import SYSTEM
from ponte.lib import clock
from ponte.tickets.changing import enter_state
from ponte.tickets.choosing_states import default_state
from ponte.tickets.delivering import note_delivery
from ponte.tickets.locking import hold
from ponte.tickets.models import Delivery, Message, Reading
from ponte.tickets.sla import keeping
from ponte.tickets.states import StateType

_WAITING = (StateType.PENDING, StateType.ON_HOLD, StateType.SOLVED)


@transaction.atomic
def fail(message_id: int, status: Delivery, *, detail: str, at: datetime | None = None) -> bool:
    """Note that a message was not delivered; False when that was known already.

    A ticket that waits for the customer, or is solved, opens again: they have heard nothing from us.
    """
    at = at or clock.now()
    message = Message.objects.select_related("ticket").get(pk=message_id)
    held = hold(message.ticket)
    if not note_delivery(message_id, status, detail=detail, at=at):
        return False
    if held.state_type in _WAITING:
        enter_state(held, default_state(StateType.OPEN), by=SYSTEM, at=at)
        keeping.keep(held, at=at, changed=("state",))
    held.updated_at = at
    held.save()
    make_unread_for_author(message)
    return True


def make_unread_for_author(message: Message) -> None:
    """Show the ticket as unread to the agent who wrote the message."""
    Reading.objects.filter(ticket=message.ticket_id, agent=message.agent_id).delete()
