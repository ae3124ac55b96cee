"""Conditions that the partial indexes can serve."""

from __future__ import annotations

from typing import Any

import pytest

from ponte.tickets.conditions import parsing
from ponte.tickets.conditions.selecting import only_unsolved


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
