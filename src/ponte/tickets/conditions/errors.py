"""What is wrong with a condition, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """`path`: the place, e.g. `all[1].value`, "" for the whole. `message`: in the reader's language.

    `is_missing`: nothing was given yet, which is no fault while somebody still writes.
    """

    path: str
    message: str
    is_missing: bool = False

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


class InvalidConditions(ValueError):
    """The condition is not understood; `faults` says everything that is wrong with it."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("; ".join(map(str, faults)))


class Refused(ValueError):
    """A value that a field cannot take; the message is for people, `path` inside the value."""

    def __init__(self, message: str, path: str = "") -> None:
        self.message, self.path = message, path
        super().__init__(message)
