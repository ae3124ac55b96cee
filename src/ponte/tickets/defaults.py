"""What every installation begins with: a state of each type and one brand."""

from __future__ import annotations

from typing import Any

from ponte.tickets.models import Brand, State
from ponte.tickets.states import PAUSED, StateType


def ensure(**_signal: Any) -> None:
    """Make what is missing; safe to run again (after every migration)."""
    having = set(State.objects.filter(is_default=True).values_list("type", flat=True))
    State.objects.bulk_create(
        [
            State(type=kind, is_default=True, pauses_deadlines=kind in PAUSED)
            for kind in StateType
            if kind not in having
        ],
        ignore_conflicts=True,
    )
    if not Brand.objects.filter(is_default=True).exists():
        Brand.objects.bulk_create([Brand(name="Support", is_default=True)], ignore_conflicts=True)
