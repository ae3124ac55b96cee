"""To whom an answer usually goes."""

from __future__ import annotations

from ponte.customers.models import Identity, IdentityKind
from ponte.tickets.models import Ticket


def usual(ticket: Ticket) -> list[str]:
    """The address that the requester last wrote from, else their main one that does not bounce; none is empty."""
    rows = Identity.objects.filter(customer=ticket.requester_id, kind=IdentityKind.EMAIL)
    mails = {row.value: row for row in rows.order_by("-is_primary", "pk")}
    last = (
        ticket.messages.filter(customer=ticket.requester_id, is_flagged=False)
        .exclude(sender_address="")
        .order_by("-pk")
        .values_list("sender_address", flat=True)
        .first()
    )
    if last and last.lower() in mails:
        return [last.lower()]
    usable = [value for value, row in mails.items() if not row.bounced_at]
    return (usable or list(mails))[:1]
