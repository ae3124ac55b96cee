from typing import Any

import pytest
from django.db import connection

from ponte.config.settings import database_from


@pytest.mark.parametrize(("query", "runs"), [("", 3), ("?prepare_threshold=off", None), ("?prepare_threshold=7", 7)])
def test_an_address_says_whether_statements_are_prepared(query: str, runs: int | None) -> None:
    options = database_from(f"postgresql://a:b@db.example:5433/ponte{query}")["OPTIONS"]
    assert options == {"prepare_threshold": runs}


@pytest.mark.django_db(transaction=True)
def test_a_standing_connection_is_known_without_asking_and_a_lost_one_too(django_assert_num_queries: Any) -> None:
    connection.ensure_connection()
    assert connection.is_usable()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (mine,) = cursor.fetchone()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [mine])
    other.close()
    assert not connection.is_usable()
    connection.close()
    assert connection.connect() is None and connection.is_usable()


@pytest.mark.django_db(transaction=True)
def test_a_notice_on_the_line_does_not_end_it() -> None:
    with connection.cursor() as cursor:
        cursor.execute("LISTEN ponte_test")
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("NOTIFY ponte_test")
    other.close()
    assert connection.is_usable()
    with connection.cursor() as cursor:
        cursor.execute("UNLISTEN ponte_test")
