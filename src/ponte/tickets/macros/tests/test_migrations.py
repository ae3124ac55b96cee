from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest

from ponte.team.models import Agent
from ponte.tickets.macros.models import Macro

take_over = import_module("ponte.tickets.macros.migrations.0002_take_over_ready_answers").take_over


@pytest.mark.django_db
def test_ready_answers_are_taken_over_once(olena: Agent) -> None:
    rows = [
        SimpleNamespace(name="Reset", owner_id=None, texts={"en": "<p>x</p>"}, created_at=olena.created_at),
        SimpleNamespace(name="Reset", owner_id=olena.pk, texts={"it": "<p>y</p>"}, created_at=olena.created_at),
    ]
    old = SimpleNamespace(objects=SimpleNamespace(order_by=lambda field: rows))

    class Apps:
        def get_model(self, app: str, name: str) -> Any:
            return {"Macro": Macro, "CannedText": old}[name]

    take_over(Apps(), None)
    take_over(Apps(), None)
    made = Macro.objects.order_by("pk")
    assert [(row.name, row.owner, row.texts, row.actions) for row in made] == [
        ("Reset", None, {"en": "<p>x</p>"}, []),
        ("Reset", olena, {"it": "<p>y</p>"}, []),
    ]
