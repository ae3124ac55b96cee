"""Where a notice leads: to the very message, to the ticket, or to the work that is done."""

from __future__ import annotations

from ponte.channels.notices.models import Notice
from ponte.team.models import Agent
from ponte.tickets.models import Delivery, Message, Ticket

NEWEST = 30  # messages that a ticket's page shows without being asked for earlier ones
AFTER = 10  # messages shown after an older one, so that it stands among what followed


def path_of(notice: Notice, reader: Agent) -> str:
    """The path and fragment; "" where there is nothing (any more) that this reader may see."""
    if notice.ticket_id is None:
        return f"/bulk/{notice.data['job']}" if notice.data.get("job") else ""
    message = Message.objects.filter(pk=notice.message_id).first() if notice.message_id else None
    ticket = message.ticket_id if message else notice.ticket_id  # merging and splitting move messages
    if not Ticket.objects.visible_to(reader).filter(pk=ticket).exists():
        return ""
    if message is None or message.delivery == Delivery.WITHDRAWN:
        return f"/tickets/{ticket}"
    return f"/tickets/{ticket}{_page_with(message)}#message-{message.pk}"


def _page_with(message: Message) -> str:
    """What must be asked for so that the page shows this message; "" for the newest."""
    later = Message.objects.filter(ticket=message.ticket_id, pk__gt=message.pk).exclude(delivery=Delivery.WITHDRAWN)
    newer = list(later.order_by("pk").values_list("pk", flat=True)[:NEWEST])
    return f"?before={newer[AFTER]}" if len(newer) >= NEWEST else ""
