"""From which of our mailboxes a ticket is answered."""

from __future__ import annotations

from ponte.channels.email.models import Mailbox
from ponte.tickets.models import Ticket


def mailbox_of(ticket: Ticket) -> Mailbox | None:
    """The one the customer wrote to, else the brand's first, else any; None when there is none in use."""
    usable = Mailbox.objects.filter(is_active=True).select_related("brand").order_by("pk")
    written_to = usable.filter(address__iexact=ticket.mailbox_address).first() if ticket.mailbox_address else None
    if written_to and written_to.brand_id == ticket.brand_id:
        return written_to
    return usable.filter(brand=ticket.brand_id).first() or written_to or usable.first()
