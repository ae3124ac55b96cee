"""Says how far long work is, on one line."""

from __future__ import annotations

import sys
import time


class Progress:
    """Prints at most four times a second; silent when nobody looks."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self._last = 0.0
        self._shown = sys.stderr.isatty()

    def at(self, what: str, done: int, total: int) -> None:
        if done % 1000 or not self._shown:
            return
        moment = time.monotonic()
        if moment - self._last > 0.25:
            self._last = moment
            print(f"\r{what}: {done:,} of {total:,} ({moment - self.began:.0f} s) ", end="", file=sys.stderr)

    def say(self, words: str) -> None:
        """A line of its own."""
        print(f"{time.monotonic() - self.began:6.1f} s  {words}", file=sys.stderr, flush=True)
