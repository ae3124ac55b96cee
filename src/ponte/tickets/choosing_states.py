"""Which of the company's states a type means."""

from __future__ import annotations

from ponte.tickets.models import State
from ponte.tickets.states import StateType


def default_state(kind: StateType) -> State:
    """The company's usual state of this type."""
    return State.objects.get(type=kind, is_default=True)
