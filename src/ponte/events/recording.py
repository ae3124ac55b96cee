"""Writing to the journal, inside the transaction of the change itself."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.db import connection, transaction

from ponte.events.kinds import kind_of
from ponte.events.models import Event
from ponte.lib import clock

SYSTEM = "system"
CHANNEL = "ponte_journal"
WAKE_INTERVAL = 0.02  # seconds: many commits in a burst wake the readers once; their poll catches the rest

request_id: ContextVar[str] = ContextVar("ponte_request_id", default="")
_last_wake = 0.0


class Actor(Protocol):
    """Whoever acts: agents and customers give their word for the journal."""

    @property
    def journal_name(self) -> str: ...


@dataclass(frozen=True)
class Entry:
    """One event to be written; see `record` for its fields."""

    kind: str
    by: Actor | str
    subject: str
    ticket: int | None = None
    customer: int | None = None
    cause: int | None = None
    at: datetime | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


def record(
    kind: str,
    *,
    by: Actor | str,
    subject: str,
    ticket: int | None = None,
    customer: int | None = None,
    cause: int | None = None,
    at: datetime | None = None,
    **data: Any,
) -> Event:
    """Write one event beside the change it tells of.

    Must run inside a transaction, so that change and event stand or fall together.

    Raises:
        TransactionManagementError: outside a transaction.
        UnknownKind, WrongData: the event does not fit its registered kind.
    """
    return record_many([Entry(kind, by, subject, ticket, customer, cause, at, data)])[0]


def record_many(entries: Iterable[Entry]) -> list[Event]:
    """Write several events in one statement, in order."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("record() needs the transaction of its change")
    events = [_event(entry) for entry in entries]
    if not events:
        return []
    _insert(events)
    _wake_after_commit()
    return events


_INSERT = """
    INSERT INTO events_event
        (at, kind, version, subject, ticket_id, customer_id, actor, cause_id, request_id, data)
    SELECT at, kind, version, subject, ticket_id, customer_id, actor, cause_id, request_id, data::jsonb
    FROM unnest(%s::timestamptz[], %s::text[], %s::smallint[], %s::text[], %s::bigint[], %s::bigint[],
        %s::text[], %s::bigint[], %s::text[], %s::text[]) WITH ORDINALITY
        AS new(at, kind, version, subject, ticket_id, customer_id, actor, cause_id, request_id, data, place)
    ORDER BY place RETURNING id
"""


def _insert(events: Sequence[Event]) -> None:
    """One statement whose text is the same for any number: a third of the cost of one that names every value."""
    columns = zip(*(_values(event) for event in events), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [list(column) for column in columns])
        for event, (pk,) in zip(events, cursor.fetchall(), strict=True):
            event.pk = pk
            event._state.adding = False


def _values(event: Event) -> tuple[object, ...]:
    return (
        event.at,
        event.kind,
        event.version,
        event.subject,
        event.ticket_id,
        event.customer_id,
        event.actor,
        event.cause_id,
        event.request_id,
        json.dumps(event.data),
    )


def _event(entry: Entry) -> Event:
    kind = kind_of(entry.kind)
    kind.check(entry.data)
    return Event(
        at=entry.at or clock.now(),
        kind=kind.name,
        version=kind.version,
        subject=entry.subject,
        ticket_id=entry.ticket,
        customer_id=entry.customer,
        actor=entry.by if isinstance(entry.by, str) else entry.by.journal_name,
        cause_id=entry.cause,
        request_id=request_id.get(),
        data=dict(entry.data),
    )


def _wake_after_commit() -> None:
    hooks = connection.run_on_commit
    if not any(hook[1] is wake for hook in hooks):
        transaction.on_commit(wake, robust=True)


def wake() -> None:
    """Tell sleeping readers that there is something new; losing this costs 250 ms, never an event."""
    global _last_wake
    moment = time.monotonic()
    if moment - _last_wake < WAKE_INTERVAL:
        return
    _last_wake = moment
    with connection.cursor() as cursor:
        cursor.execute(f"NOTIFY {CHANNEL}")
