"""What came of attempts, noted many at once: the deliveries, the log, and how each endpoint does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from ponte.channels.webhooks import lining_up, suspending
from ponte.channels.webhooks.claiming import Claimed
from ponte.channels.webhooks.models import Attempt, Delivery, Endpoint, Status, Suspension
from ponte.channels.webhooks.posting import Answer
from ponte.channels.webhooks.retrying import asked_pause, next_attempt
from ponte.events.recording import SYSTEM

BUSY = (429, 503)
GONE = 410
_NOTE = """
    UPDATE webhooks_delivery d SET status = n.status, due_at = n.due_at, ended_at = n.ended_at, error = n.error
    FROM unnest(%s::bigint[], %s::text[], %s::timestamptz[], %s::timestamptz[], %s::text[])
        AS n(id, status, due_at, ended_at, error)
    WHERE d.id = n.id
"""


@dataclass(frozen=True)
class Outcome:
    """A finished attempt."""

    claimed: Claimed
    answer: Answer
    begun_at: datetime

    @property
    def error(self) -> str:
        """What went wrong in a word; "" when nothing did."""
        return "" if self.answer.is_good else self.answer.error or f"http_{self.answer.status}"

    def pause(self, at: datetime) -> timedelta | None:
        """How long the receiver asked to be left alone."""
        return asked_pause(self.answer.retry_after, at) if self.answer.status in BUSY else None


@transaction.atomic
def note(outcomes: Sequence[Outcome], at: datetime) -> None:
    """Write the ends of these attempts. One whose lease another worker has taken over meanwhile is only logged."""
    ours = _still_ours(outcomes)
    changes = [(each, *_change(each, at)) for each in outcomes if each.claimed.id in ours]
    with connection.cursor() as cursor:
        cursor.execute(
            _NOTE,
            [
                [each.claimed.id for each, *_ in changes],
                [str(status) for _, status, *_ in changes],
                [due for _, _, due in changes],
                [at if due is None else None for _, _, due in changes],
                [each.error for each, *_ in changes],
            ],
        )
    Attempt.objects.bulk_create([_attempt(each) for each in outcomes if _is_there(each, ours)])
    lining_up.wake_next(
        ((each.claimed.endpoint_id, each.claimed.line) for each, _, due in changes if due is None), at
    )
    _tell_endpoints(outcomes, at)


def _still_ours(outcomes: Sequence[Outcome]) -> set[int]:
    attempts = {each.claimed.id: each.claimed.attempts for each in outcomes}
    rows = Delivery.objects.select_for_update(no_key=True).filter(pk__in=attempts, status=Status.SENDING)
    found = rows.order_by("pk").values_list("pk", "attempts")
    return {pk for pk, number in found if attempts[pk] == number}


def _is_there(outcome: Outcome, ours: set[int]) -> bool:
    return outcome.claimed.id in ours or Delivery.objects.filter(pk=outcome.claimed.id).exists()


def _change(outcome: Outcome, at: datetime) -> tuple[Status, datetime | None]:
    """Where the delivery stands now, and when it is tried again (None: never)."""
    if outcome.answer.is_good:
        return Status.DELIVERED, None
    due = next_attempt(outcome.claimed.tries, at, outcome.pause(at))
    if due is None or outcome.answer.status == GONE:
        return Status.GIVEN_UP, None
    return Status.WAITING, due


def _attempt(outcome: Outcome) -> Attempt:
    answer = outcome.answer
    return Attempt(
        delivery_id=outcome.claimed.id,
        number=outcome.claimed.attempts,
        at=outcome.begun_at,
        took=answer.took,
        status=answer.status,
        error=outcome.error,
        detail=answer.detail,
        answer=answer.text,
    )


def _tell_endpoints(outcomes: Sequence[Outcome], at: datetime) -> None:
    """A success ends a time of failures; failures begin or lengthen one."""
    by_endpoint: dict[int, list[Outcome]] = defaultdict(list)
    for each in outcomes:
        by_endpoint[each.claimed.endpoint_id].append(each)
    for pk, mine in sorted(by_endpoint.items()):
        row = Endpoint.objects.filter(pk=pk)
        if any(each.answer.is_good for each in mine):
            row.update(delivered_at=at, failing_since=None)
        else:
            row.filter(failing_since__isnull=True).update(failing_since=at)
        if pauses := [pause for each in mine if (pause := each.pause(at))]:
            row.update(rests_until=at + max(pauses))
        endpoint = row.first()
        if endpoint is None:  # deleted meanwhile
            continue
        if any(each.answer.status == GONE for each in mine):
            suspending.suspend(endpoint, Suspension.GONE, by=SYSTEM, at=at)
        suspending.suspend_failing(endpoint, at)
