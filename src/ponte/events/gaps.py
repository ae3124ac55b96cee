"""Following a sequence of ids whose transactions commit out of order."""

from __future__ import annotations

from collections.abc import Iterable

PATIENCE = 60.0  # seconds: a hole older than this is a rolled-back transaction, not a late one


class Gaps:
    """Remembers the last id seen and the holes before it, so that late commits are asked for again."""

    def __init__(self, last: int) -> None:
        self.last = last
        self.missing: dict[int, float] = {}

    def saw(self, ids: Iterable[int], at: float) -> None:
        """Take note of ids read at `at` (seconds on any steady clock); new holes start to age."""
        for number in sorted(ids):
            if number > self.last:
                self.missing.update(dict.fromkeys(range(self.last + 1, number), at))
                self.last = number
            else:
                self.missing.pop(number, None)
        self.missing = {number: since for number, since in self.missing.items() if at - since < PATIENCE}
