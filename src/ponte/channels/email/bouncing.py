"""A delivery report about a mail of ours: the message shows it, and an address that is gone is marked."""

from __future__ import annotations

from datetime import datetime

from ponte.channels.email.models import Outgoing, OutgoingStatus
from ponte.customers.finding import normalise
from ponte.customers.models import Identity, IdentityKind
from ponte.events.recording import SYSTEM, record
from ponte.lib.mail.parsed import Automatic, AutomaticKind, FailedRecipient
from ponte.tickets import failing
from ponte.tickets.models import Delivery


def note_bounce(sent: Outgoing, automatic: Automatic | None, *, at: datetime) -> None:
    """Mark what the report says. A delay changes nothing; a transient failure does not condemn the address."""
    if automatic is None or automatic.bounce is None or automatic.kind == AutomaticKind.DELAY:
        return
    reached = {normalise(address) for address in sent.recipients}
    failed = [each for each in automatic.bounce.recipients if normalise(each.address) in reached]
    reason = _words(failed or list(automatic.bounce.recipients)) or automatic.reason
    Outgoing.objects.filter(pk=sent.pk).update(status=OutgoingStatus.BOUNCED, error=reason[:2000])
    if sent.message_id:
        failing.fail(sent.message_id, Delivery.BOUNCED, detail=reason[:2000], at=at)
    for each in failed:
        if each.permanent:
            mark(each.address, reason, at=at)


def mark(address: str, reason: str, *, at: datetime) -> None:
    """Note that this address can never be reached: nothing is sent to it until somebody takes the mark away."""
    rows = Identity.objects.filter(kind=IdentityKind.EMAIL, value=normalise(address), bounced_at__isnull=True)
    identity = rows.first()
    if identity is None or rows.update(bounced_at=at, bounce_reason=reason[:2000]) != 1:
        return
    record(
        "customer.identity_bounced",
        by=SYSTEM,
        subject=f"customer:{identity.customer_id}",
        customer=identity.customer_id,
        at=at,
        value=identity.value,
        reason=reason[:300],
    )


def _words(failed: list[FailedRecipient]) -> str:
    return "; ".join(f"{each.address}: {each.diagnostic or each.status or each.action}" for each in failed)
