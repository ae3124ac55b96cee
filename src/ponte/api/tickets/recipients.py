"""To whom a reply goes when the caller does not say: the same people as in the composer."""

from __future__ import annotations

from ponte.customers.models import IdentityKind
from ponte.tickets.models import Ticket


def usual_to(ticket: Ticket) -> list[str]:
    """The address the customer last wrote from, else their main one that does not bounce."""
    theirs = ticket.requester.identities.filter(kind=IdentityKind.EMAIL).order_by("-is_primary", "pk")
    mails = {row.value: row.bounced_at is None for row in theirs}
    wrote = ticket.messages.filter(customer=ticket.requester_id, is_flagged=False).exclude(sender_address="")
    last = (wrote.order_by("-pk").values_list("sender_address", flat=True).first() or "").lower()
    if last in mails:
        return [last]
    return ([mail for mail, usable in mails.items() if usable] or list(mails))[:1]


def usual_cc(ticket: Ticket) -> list[str]:
    """Those on the thread."""
    return list(ticket.participants.filter(is_confirmed=True).order_by("pk").values_list("address", flat=True))
