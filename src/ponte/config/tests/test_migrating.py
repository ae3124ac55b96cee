"""Bringing a database to this version."""

from __future__ import annotations

import pytest
from django.db import connection

from ponte.config import migrating

pytestmark = pytest.mark.django_db


def has_statistics(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_stats WHERE tablename = %s)", [table])
        row = cursor.fetchone()
    assert row
    return bool(row[0])


@pytest.fixture
def new_table() -> str:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE added AS SELECT generate_series(1, 100) AS number")
    return "added"


def test_what_was_changed_is_planned_by_its_statistics(new_table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrating, "missing", lambda: ["tickets.0099_added"])
    assert not has_statistics(new_table)
    assert migrating.migrate() == ["tickets.0099_added"]
    assert has_statistics(new_table)


def test_nothing_is_done_where_nothing_is_missing(new_table: str) -> None:
    assert migrating.migrate() == []
    assert not has_statistics(new_table)
