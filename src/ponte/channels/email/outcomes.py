"""What became of each mail of a batch, written down in as few statements as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from ponte.channels.email.arriving import Arrival
from ponte.channels.email.models import Disposition, Inbound
from ponte.events.recording import SYSTEM, Entry, record_many
from ponte.lib import clock


class LostLease(Exception):
    """Another worker has taken the mail over; nothing of ours may stand."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of one mail."""

    arrival: Arrival
    disposition: Disposition
    reason: str = ""
    detail: str = ""
    ticket: int | None = None
    message: int | None = None


_FINISH = """
    UPDATE email_inbound SET disposition = done.disposition, reason = done.reason, detail = done.detail,
        sender = done.sender, subject = done.subject, rfc_message_id = done.rfc, ticket_id = done.ticket,
        message_id = done.message, processed_at = %s, lease_until = NULL
    FROM unnest(%s::bigint[], %s::timestamptz[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[],
        %s::text[], %s::bigint[], %s::bigint[])
        AS done(id, lease, disposition, reason, detail, sender, subject, rfc, ticket, message)
    WHERE email_inbound.id = done.id AND email_inbound.disposition = 'pending'
        AND email_inbound.lease_until = done.lease
"""


def hold(arrivals: Sequence[Arrival]) -> list[Arrival]:
    """Those that are still ours, their rows locked to the end of the transaction."""
    rows = Inbound.objects.select_for_update().filter(
        pk__in=[arrival.inbound.pk for arrival in arrivals], disposition=Disposition.PENDING
    )
    leases = dict(rows.order_by("pk").values_list("pk", "lease_until"))
    return [arrival for arrival in arrivals if leases.get(arrival.inbound.pk) == arrival.lease]


def finish(outcomes: Sequence[Outcome]) -> None:
    """Write the dispositions and record them.

    Raises:
        LostLease: one of the mails is no longer ours.
    """
    if not outcomes:
        return
    columns = zip(*(_row(outcome) for outcome in outcomes), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_FINISH, [clock.now(), *(list(column) for column in columns)])
        if cursor.rowcount != len(outcomes):
            raise LostLease
    record_many(
        Entry(
            "mail.received",
            by=SYSTEM,
            subject=f"inbound:{outcome.arrival.inbound.pk}",
            ticket=outcome.ticket,
            data={
                "inbound": outcome.arrival.inbound.pk,
                "disposition": str(outcome.disposition),
                "reason": outcome.reason,
            },
        )
        for outcome in outcomes
    )


def _row(outcome: Outcome) -> tuple[object, ...]:
    arrival = outcome.arrival
    return (
        arrival.inbound.pk,
        arrival.lease,
        str(outcome.disposition),
        outcome.reason[:60],
        outcome.detail[:4000],
        arrival.author.address[:320],
        arrival.mail.subject[:500],
        arrival.own[:255],
        outcome.ticket,
        outcome.message,
    )
