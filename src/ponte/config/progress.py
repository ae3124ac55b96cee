"""Shows how far long work has come, on standard error: one line that moves, or a line now and then in a log."""

from __future__ import annotations

import sys
import time


class Progress:
    """`what` with the share done, the amount, and the time left where the whole is known."""

    def __init__(self, what: str, total: int = 0) -> None:
        self.what, self.total, self.done = what, total, 0
        self.began = self.shown = time.monotonic()
        self.moves = sys.stderr.isatty()

    def __call__(self, more: int) -> None:
        """Note `more` bytes."""
        self.done += more
        if time.monotonic() - self.shown >= (0.2 if self.moves else 5.0):
            self.show()

    def reach(self, done: int) -> None:
        """Note that `done` bytes are behind us in all."""
        self(done - self.done)

    def show(self) -> None:
        self.shown = time.monotonic()
        print(f"\r\x1b[K{self.words()}" if self.moves else self.words(), file=sys.stderr, flush=True,
              end="" if self.moves else "\n")  # fmt: skip

    def words(self) -> str:
        if not self.total:
            return f"{self.what}: {size(self.done)}"
        share = min(1.0, self.done / self.total)
        spent = time.monotonic() - self.began
        left = f", {spent / share - spent:.0f} s left" if share > 0.01 and spent > 2 else ""
        return f"{self.what}: {share:.0%} of {size(self.total)}{left}"

    def finish(self, words: str = "done") -> None:
        """Say how it ended."""
        start = "\r\x1b[K" if self.moves else ""
        print(f"{start}{self.what}: {words}", file=sys.stderr, flush=True)


def size(number: float) -> str:
    """Bytes for people: `1.4 MB`."""
    for unit in ("bytes", "kB", "MB", "GB"):
        if number < 1000:
            return f"{number:.0f} {unit}" if unit == "bytes" else f"{number:.1f} {unit}"
        number /= 1000
    return f"{number:.1f} TB"
