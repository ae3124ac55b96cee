"""Which of the company's states a type means."""

from __future__ import annotations

from ponte.search.statements import Statement
from ponte.tickets.models import State
from ponte.tickets.states import StateType

_ALL: Statement[State] = Statement(State.objects.all)


def all_states() -> list[State]:
    """Every state, used or not, in the company's order."""
    return _ALL.rows()


def default_state(kind: StateType) -> State:
    """The company's usual state of this type."""
    return State.objects.get(type=kind, is_default=True)
