"""Requests that are sent twice."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from ponte.api import repeating
from ponte.api.models import Remembered
from ponte.api.tests.conftest import Program
from ponte.api.tests.test_tickets import MARTA
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.models import Ticket

BODY = {"requester": MARTA, "subject": "Battery", "message": {"text": "It stops at 62%"}}


def test_the_second_time_the_first_answer_is_given(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    first = caller.post("/tickets", BODY, Idempotency_Key="order-1")
    second = caller.post("/tickets", BODY, Idempotency_Key="order-1")
    assert (second.status_code, second.content, second["Location"]) == (201, first.content, first["Location"])
    assert (second["Idempotent-Replayed"], Ticket.objects.count()) == ("true", 1)


def test_a_key_is_for_one_request(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    caller.post("/tickets", BODY, Idempotency_Key="order-1")
    response = caller.post("/tickets", {**BODY, "subject": "Other"}, Idempotency_Key="order-1")
    assert (response.status_code, response.json()["code"]) == (422, "key-used")


def test_keys_of_two_tokens_are_two(program: Callable[..., Program], giulia: Agent, olena: Agent) -> None:
    for caller in (program(giulia), program(olena)):
        caller.post("/tickets", BODY, Idempotency_Key="order-1")
    assert Ticket.objects.count() == 2


def test_a_refusal_is_not_remembered(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    assert caller.post("/tickets", {**BODY, "team": 999_999}, Idempotency_Key="a").status_code == 422
    assert not Remembered.objects.exists()
    assert caller.post("/tickets", BODY, Idempotency_Key="a").status_code == 201


def test_after_a_day_the_key_is_free(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    caller.post("/tickets", BODY, Idempotency_Key="order-1")
    with clock.frozen(clock.now() + repeating.KEPT * 1.01):
        assert caller.post("/tickets", BODY, Idempotency_Key="order-1").status_code == 201
        assert Ticket.objects.count() == 2
    with clock.frozen(clock.now() + repeating.KEPT * 3):
        assert repeating.forget() == 1


@pytest.mark.django_db(transaction=True)
def test_duplicates_at_the_same_moment_are_done_once(program: Callable[..., Program], giulia: Agent) -> None:
    caller, answers = program(giulia), []
    start = threading.Barrier(4)

    def run() -> None:
        start.wait()
        response = Program(caller.secret).post("/tickets", BODY, Idempotency_Key="order-1")
        answers.append((response.status_code, response.content))
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {status for status, _content in answers} == {201}
    assert len({content for _status, content in answers}) == 1
    assert Ticket.objects.count() == 1
