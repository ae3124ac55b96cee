"""What stands in the way of solving a ticket: other rooms register what must, or should, be done before.

A hard obstacle forbids; a soft one only asks, and `anyway` passes it. Only people are asked: the system and
customers solve without.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ponte.events.recording import Actor
from ponte.team.models import Agent
from ponte.tickets.errors import TicketError
from ponte.tickets.models import State, Ticket
from ponte.tickets.states import LAST_UNSOLVED, StateType


@dataclass(frozen=True)
class Obstacle:
    """One thing that is not done. `code`: for machines; `words`: for the agent; `is_soft`: may be passed.

    `path`: where a program mends it, such as `fields.serial`.
    """

    code: str
    words: str
    is_soft: bool = False
    path: str = ""


Look = Callable[[Ticket], Iterable[Obstacle]]
_looks: dict[str, Look] = {}


class NotSolvable(TicketError):
    """Something must be done first, or the agent should say that they mean it."""

    def __init__(self, obstacles: list[Obstacle]) -> None:
        super().__init__(", ".join(each.code for each in obstacles))
        self.obstacles = obstacles

    @property
    def is_soft(self) -> bool:
        """Whether saying so again is enough."""
        return all(each.is_soft for each in self.obstacles)

    @property
    def words(self) -> str:
        """All of it, as the agent reads it."""
        return " ".join(each.words for each in self.obstacles)


def before_solving(name: str, look: Look) -> None:
    """Register a look at a ticket that is about to be solved; its words are asked for in the reader's language."""
    if name in _looks:
        raise ValueError(f"{name} is registered twice")
    _looks[name] = look


def obstacles(ticket: Ticket) -> list[Obstacle]:
    """Everything that stands in the way now."""
    return [found for look in _looks.values() for found in look(ticket)]


def require_solvable(ticket: Ticket, state: State, *, by: Actor | str, anyway: bool) -> None:
    """Refuse to move an unsolved ticket into a solved `state` while something stands in the way.

    Raises:
        NotSolvable: nothing was changed.
    """
    if state.type != StateType.SOLVED or ticket.state_type > LAST_UNSOLVED or not isinstance(by, Agent):
        return
    found = [each for each in obstacles(ticket) if not (anyway and each.is_soft)]
    if found:
        raise NotSolvable(found)
