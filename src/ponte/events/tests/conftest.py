from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction

import ponte.events.tests.kinds  # noqa: F401
from ponte.events.recording import SYSTEM, record


@pytest.fixture
def happen(transactional_db: None) -> Callable[[int], int]:
    """Commit one test event into a journal that begins empty; returns its id."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE events_event")

    def commit(n: int) -> int:
        with transaction.atomic():
            return record("test.happened", by=SYSTEM, subject="test:1", n=n).pk

    return commit


@pytest.fixture
def other_session() -> Iterator[Callable[[], Any]]:
    """Further connections to the test database, closed at the end."""
    opened: list[psycopg.Connection[Any]] = []

    def connect() -> psycopg.Connection[Any]:
        settings = connection.settings_dict
        opened.append(
            psycopg.connect(
                host=settings["OPTIONS"].get("host") or settings["HOST"],
                port=settings["PORT"] or settings["OPTIONS"].get("port"),
                user=settings["USER"],
                password=settings["PASSWORD"],
                dbname=settings["NAME"],
            )
        )
        return opened[-1]

    yield connect
    for session in opened:
        session.close()


INSERT = (
    "INSERT INTO events_event (at, kind, version, subject, actor, request_id, data)"
    " VALUES (now(), 'test.happened', 1, 'test:1', 'system', '', jsonb_build_object('n', %s::int)) RETURNING id"
)


@pytest.fixture
def uncommitted(other_session: Callable[[], Any]) -> Any:
    """`with uncommitted(7):` another session has written event 7 and commits only when the block ends."""

    @contextmanager
    def writing(n: int) -> Iterator[int]:
        session = other_session()
        number = session.execute(INSERT, [n]).fetchone()[0]
        yield number
        session.commit()

    return writing
