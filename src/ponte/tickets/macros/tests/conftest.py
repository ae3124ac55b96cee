from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ponte.tickets.macros.models import Macro


@pytest.fixture
def macro(db: None) -> Callable[..., Macro]:
    """Keep a macro: `macro(texts={"it": "<p>Ciao</p>"}, actions=[["priority", "4"]])`."""

    def keep(name: str = "Battery reset", **fields: Any) -> Macro:
        return Macro.objects.create(name=name, **fields)

    return keep
