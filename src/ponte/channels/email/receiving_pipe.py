"""One raw mail by a pipe: stored, processed at once, and told what became of it."""

from __future__ import annotations

import time
from collections.abc import Sequence

from django.db import transaction

from ponte.channels.email import processing
from ponte.channels.email.claiming import claim_one
from ponte.channels.email.models import Disposition, Inbound
from ponte.channels.email.storing import PIPE, store
from ponte.lib import clock

PATIENCE = 10.0  # seconds to wait for a mail that has to be tried again


def deliver(raw: bytes, *, envelope_from: str = "", envelope_to: Sequence[str] = ()) -> dict[str, object]:
    """Take one mail; returns `inbound`, `disposition`, `reason`, `detail`, `ticket` and `message` (ids or None).

    Disposition "pending" means that it is stored and will be tried again.

    Raises:
        DatabaseError: it could not be stored; nothing was kept.
    """
    with transaction.atomic():  # claimed before anybody else can see it
        stored = store(raw, road=PIPE, envelope_from=envelope_from, envelope_to=envelope_to)
        claimed = claim_one(stored.pk, clock.now())
    until = time.monotonic() + PATIENCE
    while claimed is not None:
        processing.process([claimed])
        stored.refresh_from_db(fields=["disposition"])
        if stored.disposition != Disposition.PENDING or time.monotonic() > until:
            break
        time.sleep(0.5)
        claimed = claim_one(stored.pk, clock.now())
    return told(Inbound.objects.defer("raw").get(pk=stored.pk))


def told(inbound: Inbound) -> dict[str, object]:
    """What became of it, as plain values."""
    return {
        "inbound": inbound.pk,
        "disposition": inbound.disposition,
        "reason": inbound.reason,
        "detail": inbound.detail,
        "ticket": inbound.ticket_id,
        "message": inbound.message_id,
    }
