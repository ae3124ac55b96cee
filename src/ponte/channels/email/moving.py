"""What the mail channel keeps of messages follows them to another ticket."""

from __future__ import annotations

from collections.abc import Sequence

from ponte.channels.email.models import Inbound, MessageReference, Outgoing
from ponte.tickets.models import Ticket
from ponte.tickets.moving import after_moving


@after_moving
def follow(messages: Sequence[int], ticket: Ticket) -> None:
    """Answers to these messages lead to `ticket` from now on."""
    known = MessageReference.objects.filter(ticket=ticket).values("identifier")
    MessageReference.objects.filter(message__in=messages).exclude(identifier__in=known).update(ticket=ticket)
    Outgoing.objects.filter(message__in=messages).update(ticket=ticket)
    Inbound.objects.filter(message__in=messages).update(ticket=ticket)
