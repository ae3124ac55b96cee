"""The journal takes only what is registered, only with its change, and for ever."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.transaction import TransactionManagementError

from ponte.events.kinds import Kind, UnknownKind, WrongData, register
from ponte.events.models import Event
from ponte.events.recording import SYSTEM, record


@pytest.mark.django_db
def test_an_event_holds_who_what_and_when() -> None:
    event = record("test.happened", by=SYSTEM, subject="test:1", ticket=41, n=3)
    event.refresh_from_db()
    assert (event.actor, event.ticket_id, event.data, event.version) == ("system", 41, {"n": 3}, 1)
    assert event.txid > 0


@pytest.mark.django_db
@pytest.mark.parametrize("data", [{}, {"n": "three"}, {"n": 1, "extra": 2}])
def test_data_outside_the_schema_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(WrongData):
        record("test.happened", by=SYSTEM, subject="test:1", **data)


@pytest.mark.django_db
def test_an_unregistered_kind_is_refused() -> None:
    with pytest.raises(UnknownKind):
        record("test.unheard_of", by=SYSTEM, subject="test:1")


def test_a_kind_is_registered_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        register(Kind("test.happened", ""))


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_refused() -> None:
    with pytest.raises(TransactionManagementError):
        record("test.happened", by=SYSTEM, subject="test:1", n=1)


@pytest.mark.django_db(transaction=True)
def test_an_event_falls_with_its_change() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        record("test.happened", by=SYSTEM, subject="test:1", n=1)
        raise RuntimeError
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("statement", ["UPDATE events_event SET actor = 'x'", "DELETE FROM events_event"])
def test_the_journal_refuses_change(statement: str) -> None:
    with transaction.atomic():
        record("test.happened", by=SYSTEM, subject="test:1", n=1)
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Event.objects.get().actor == "system"


@pytest.mark.django_db
def test_redaction_has_its_own_way() -> None:
    record("test.happened", by=SYSTEM, subject="test:1", n=1)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ponte.redaction = 'on'")
        cursor.execute("UPDATE events_event SET data = '{}'")
    assert Event.objects.get().data == {}
