"""What the journal calls paths."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ponte.events.naming import names
from ponte.tickets.escalating.models import Direction, Path


@names("escalation_path")
def _paths(ids: Collection[Any]) -> dict[Any, str]:
    return dict(Path.objects.filter(pk__in=ids).values_list("pk", "name"))


@names("escalation_direction")
def _directions(codes: Collection[Any]) -> dict[Any, Any]:
    return dict(Direction.choices)
