"""People's acts on mail that has not gone out: try again, give up, send what was kept."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ponte.channels.email.models import Outgoing, OutgoingKind, OutgoingStatus
from ponte.channels.email.outgoing.servers import outgoing as outgoing_server
from ponte.events.recording import Actor, record
from ponte.lib import clock
from ponte.tickets import failing
from ponte.tickets.delivering import note_delivery
from ponte.tickets.delivery_reasons import reason
from ponte.tickets.locking import require_writer
from ponte.tickets.models import Delivery

RETRIABLE = (
    OutgoingStatus.QUEUED,
    OutgoingStatus.KEPT,
    OutgoingStatus.FAILED,
    OutgoingStatus.BOUNCED,
)
WAITING = (OutgoingStatus.QUEUED, OutgoingStatus.KEPT)
TOO_LATE = (OutgoingKind.ACKNOWLEDGEMENT, OutgoingKind.NOTICE)


class NotPossible(Exception):
    """The mail stands elsewhere by now; nothing was changed."""


class NoServer(Exception):
    """There is no outgoing server to send with."""


@transaction.atomic
def retry(outgoing: Outgoing, *, by: Actor, at: datetime | None = None) -> None:
    """Send it now, with two days of attempts before it.

    It goes to those who have not got it. An address that was refused is asked again.

    Raises:
        NoServer, NotPossible, NotAllowed: nothing was changed.
    """
    require_writer(by)
    at = at or clock.now()
    if outgoing_server() is None:
        raise NoServer
    held = _hold(outgoing)
    if held.status not in RETRIABLE:
        raise NotPossible
    bounced = held.status == OutgoingStatus.BOUNCED
    content = {key: value for key, value in held.content.items() if key not in ("first_tried_at", "refused")}
    if bounced:
        content["accepted"] = []
    Outgoing.objects.filter(pk=held.pk).update(
        status=OutgoingStatus.QUEUED, due_at=at, lease_until=None, error="", content=content
    )
    if held.message_id:
        note_delivery(held.message_id, Delivery.QUEUED, at=at)
    record("mail.retried", by=by, subject=f"outgoing:{held.pk}", ticket=held.ticket_id, at=at, outgoing=held.pk)


@transaction.atomic
def give_up(outgoing: Outgoing, *, by: Actor, name: str, at: datetime | None = None) -> None:
    """Never send it; its ticket shows it as not sent. `name` is who is told to have given it up.

    Raises:
        NotPossible, NotAllowed: nothing was changed.
    """
    require_writer(by)
    at = at or clock.now()
    held = _hold(outgoing)
    if held.status not in WAITING:
        raise NotPossible
    error = reason("given_up", name)
    Outgoing.objects.filter(pk=held.pk).update(status=OutgoingStatus.FAILED, lease_until=None, error=error)
    if held.message_id:
        failing.fail(held.message_id, Delivery.FAILED, detail=error, at=at)
    record("mail.given_up", by=by, subject=f"outgoing:{held.pk}", ticket=held.ticket_id, at=at, outgoing=held.pk)


def release(*, by: Actor, at: datetime | None = None) -> int:
    """Send everything that was kept, one transaction a mail; acknowledgements and notices come too late: dropped.

    Raises:
        NoServer: nothing was changed.
    """
    at = at or clock.now()
    if outgoing_server() is None:
        raise NoServer
    Outgoing.objects.filter(status=OutgoingStatus.KEPT, kind__in=TOO_LATE).update(
        status=OutgoingStatus.WITHDRAWN
    )
    released = 0
    for row in Outgoing.objects.filter(status=OutgoingStatus.KEPT).order_by("pk").defer("raw"):
        retry(row, by=by, at=at)
        released += 1
    return released


def _hold(outgoing: Outgoing) -> Outgoing:
    return Outgoing.objects.select_for_update().defer("raw").get(pk=outgoing.pk)
