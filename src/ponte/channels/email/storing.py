"""The first thing that happens to a mail: it is stored as it came, before anybody tries to understand it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from ponte.channels.email import waking
from ponte.channels.email.models import Inbound, Mailbox

SMTP, IMAP, PIPE = "smtp", "imap", "pipe"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One mail as a road handed it over. `imap_uid`: "UIDVALIDITY:UID", unique in its mailbox."""

    raw: bytes
    road: str
    envelope_from: str = ""
    envelope_to: Sequence[str] = ()
    mailbox: Mailbox | None = None
    imap_uid: str | None = None


def store(
    raw: bytes,
    *,
    road: str,
    envelope_from: str = "",
    envelope_to: Sequence[str] = (),
    mailbox: Mailbox | None = None,
    imap_uid: str | None = None,
) -> Inbound:
    """Keep one mail; it is committed when this returns, unless the caller holds a transaction.

    Raises:
        IntegrityError: this `imap_uid` of the mailbox is here already.
        OperationalError: the database is away or full; nothing was kept.
    """
    return store_many([Delivery(raw, road, envelope_from, envelope_to, mailbox, imap_uid)])[0]


def store_many(deliveries: Sequence[Delivery]) -> list[Inbound]:
    """Keep several mails in one commit: all of them, or none."""
    rows = Inbound.objects.bulk_create([_row(delivery) for delivery in deliveries])
    transaction.on_commit(waking.wake, robust=True)
    return rows


def _row(delivery: Delivery) -> Inbound:
    return Inbound(
        road=delivery.road,
        envelope_from=_storable(delivery.envelope_from),
        envelope_to=[_storable(address) for address in delivery.envelope_to],
        raw=delivery.raw,
        size=len(delivery.raw),
        sha256=hashlib.sha256(delivery.raw).hexdigest(),
        mailbox=delivery.mailbox,
        imap_uid=delivery.imap_uid,
    )


def _storable(address: str) -> str:
    """PostgreSQL takes neither NUL nor half a surrogate pair."""
    return address.replace("\0", "").encode("utf-8", "replace").decode()[:320]
