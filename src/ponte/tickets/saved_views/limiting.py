"""A read that may not take longer than it is worth."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled


class TooSlow(Exception):
    """The database was told to stop: these conditions cannot be answered in time."""


@contextmanager
def at_most(milliseconds: int) -> Iterator[None]:
    """Stop every statement inside that takes longer.

    Raises:
        TooSlow: one did.
    """
    inside = connection.in_atomic_block
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(milliseconds)])
            yield
            if inside:  # else it ends with the transaction
                with connection.cursor() as cursor:
                    cursor.execute("SELECT set_config('statement_timeout', '0', true)")
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TooSlow from error
        raise
