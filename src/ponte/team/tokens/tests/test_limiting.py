"""The bucket of requests."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.team.tokens import issuing, limiting


def test_it_empties_and_fills_again(giulia: Agent, settings: Any) -> None:
    settings.API_RATE = 60
    token, _secret = issuing.issue(giulia, name="x", scopes=["tickets:read"], by=giulia)
    now = clock.now()
    spent = [limiting.spend(token, at=now) for _ in range(61)]
    assert [each.allowed for each in spent] == [True] * 60 + [False]
    assert (spent[0].remaining, spent[59].remaining, spent[60].wait, spent[60].reset) == (59, 0, 1, 60)
    later = limiting.spend(token, at=now + timedelta(seconds=10))
    assert (later.allowed, later.remaining) == (True, 9)
    assert limiting.spend(token, at=now + timedelta(hours=1)).remaining == 59


@pytest.mark.django_db(transaction=True)
def test_requests_at_once_never_spend_the_same_drop(giulia: Agent, settings: Any) -> None:
    settings.API_RATE = 20
    token, _secret = issuing.issue(giulia, name="x", scopes=["tickets:read"], by=giulia)
    now, allowed = clock.now(), []

    def run() -> None:
        allowed.extend(limiting.spend(token, at=now).allowed for _ in range(10))
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (allowed.count(True), allowed.count(False)) == (20, 20)
