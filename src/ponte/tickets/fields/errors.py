"""What is wrong with values, fields and forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ponte.tickets.errors import TicketError


class Refused(ValueError):
    """A value that a field cannot take; the message is for people."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


@dataclass(frozen=True)
class Fault:
    """`key`: of the field. `label`: its name, for messages that stand elsewhere. `message`: for people.

    `is_missing`: nothing was given where something must be.
    """

    key: str
    label: str
    message: str
    is_missing: bool = False

    @property
    def path(self) -> str:
        """Where it is wrong."""
        return f"fields.{self.key}"


class InvalidFields(TicketError):
    """Some values cannot be taken; nothing was changed."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("; ".join(f"{each.path}: {each.message}" for each in faults))

    @property
    def words(self) -> str:
        """All of it, as the agent reads it."""
        return " ".join(f"{each.label}: {each.message}" for each in self.faults)
