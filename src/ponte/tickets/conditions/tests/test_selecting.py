"""Conditions that the partial indexes can serve."""

from __future__ import annotations

from typing import Any

import pytest

from ponte.tickets.conditions import parsing
from ponte.tickets.conditions.context import Context
from ponte.tickets.conditions.selecting import only_unsolved, select
from ponte.tickets.models import Ticket


def state(operator: str, *words: str) -> dict[str, Any]:
    return {"field": "state_type", "operator": operator, "value": list(words)}


OPEN, OTHER = state("is", "open", "pending"), {"field": "spam", "operator": "is", "value": True}


@pytest.mark.parametrize(
    ("written", "holds"),
    [
        (OPEN, True),
        (state("is", "open", "solved"), False),
        (state("is_not", "solved", "closed"), True),
        (state("is_not", "solved"), False),
        ({"not": state("is", "closed", "solved", "new")}, True),
        ({"not": OPEN}, False),
        ({"not": state("is_not", "open")}, True),
        ({"all": [OTHER, OPEN]}, True),
        ({"any": [OTHER, OPEN]}, False),
        ({"any": [OPEN, {"all": [OPEN, OTHER]}]}, True),
        ({"any": []}, False),
        ({}, False),
    ],
)
def test_it_asks_for_unsolved_alone(written: Any, holds: bool) -> None:
    assert only_unsolved(parsing.parse(written)) is holds


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"all": [state("is_not", "solved", "closed"), OTHER]}, '"state_type" <= 4'),
        ({"all": [state("is", "new", "open", "pending", "on_hold"), OTHER]}, '"state_type" <= 4'),
        (state("is_not", "closed", "solved"), '"state_type" <= 4'),
        ({"all": [OPEN, OTHER]}, '"state_type" IN (2, 3)'),
        (state("is_not", "solved", "closed", "new"), '"state_type" <= 4'),
        ({"not": state("is", "closed", "solved", "new")}, '"state_type" <= 4'),
    ],
)
def test_the_indexes_are_told_once_where_that_is_all(written: Any, said: str) -> None:
    where = str(select(Ticket.objects.all(), parsing.parse(written), Context()).query).split(" WHERE ")[1]
    assert said in where
    if written.get("operator") != "is_not" or len(written["value"]) == 2:
        assert where.count("state_type") == (2 if "not" in written else 1)
