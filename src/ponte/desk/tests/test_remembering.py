from __future__ import annotations

import threading
import time

import pytest
from django.db import transaction

from ponte.desk.remembering import Remembered

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_fresh_value_is_given_again() -> None:
    remembered: Remembered[int] = Remembered(fresh=60, usable=60)
    values = iter([1, 2])
    assert [remembered.get("a", lambda: next(values)) for _ in range(3)] == [1, 1, 1]
    assert remembered.get("b", lambda: next(values)) == 2


def test_an_older_one_is_given_at_once_and_renewed_behind() -> None:
    remembered: Remembered[int] = Remembered(fresh=0, usable=60)
    begun, going = threading.Event(), threading.Event()

    def slow() -> int:
        begun.set()
        assert going.wait(10)
        return 2

    assert remembered.get("a", lambda: 1) == 1
    assert remembered.get("a", slow) == 1
    assert begun.wait(10)
    assert remembered.get("a", lambda: 3) == 1  # it is being renewed already: nobody begins again
    going.set()
    remembered.fresh = 60
    deadline = time.monotonic() + 10
    while remembered.get("a", lambda: 4) == 1 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert remembered.get("a", lambda: 4) == 2


def test_a_stale_one_is_never_given() -> None:
    remembered: Remembered[int] = Remembered(fresh=0, usable=0)
    assert [remembered.get("a", lambda: 1), remembered.get("a", lambda: 2)] == [1, 2]


def test_a_renewal_that_fails_is_tried_again() -> None:
    remembered: Remembered[int] = Remembered(fresh=0, usable=60)
    remembered.get("a", lambda: 1)
    tried = threading.Semaphore(0)

    def fails() -> int:
        tried.release()
        raise ConnectionError

    deadline = time.monotonic() + 10
    count = 0
    while count < 2 and time.monotonic() < deadline:
        assert remembered.get("a", fails) == 1
        count += tried.acquire(timeout=0.05)
    assert count == 2


def test_who_must_know_better_waits_for_it() -> None:
    remembered: Remembered[int] = Remembered(fresh=60, usable=60)
    assert remembered.get("a", lambda: 1) == 1
    assert remembered.get("a", lambda: 2, fresh=0) == 2
    assert remembered.get("a", lambda: 3, fresh=50) == 2


def test_inside_a_transaction_only_the_same_stand_is_given() -> None:
    remembered: Remembered[int] = Remembered(fresh=60, usable=60)
    assert remembered.get("a", lambda: 1, stand=7) == 1
    assert remembered.get("a", lambda: 2, stand=8) == 1
    with transaction.atomic():
        assert remembered.get("a", lambda: 3, stand=7) == 1
        assert remembered.get("a", lambda: 4, stand=8) == 4
