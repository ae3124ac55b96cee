"""Says how far long work is: on one line of a terminal, else a line every fifteen seconds."""

from __future__ import annotations

import sys
import time


class Progress:
    """Counts what is done and says how long is left."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self._last, self._what, self._since = 0.0, "", 0.0
        self._terminal = sys.stderr.isatty()

    def at(self, what: str, done: int, total: int) -> None:
        """`done` of `total`; cheap to call often."""
        if done % 1000:
            return
        moment = time.monotonic()
        if what != self._what:
            self._what, self._since = what, moment
        if moment - self._last < (0.25 if self._terminal else 15):
            return
        self._last = moment
        left = (moment - self._since) / done * (total - done)
        words = f"{moment - self.began:6.1f} s  {what}: {done:,} of {total:,}, {left:.0f} s left"
        print(f"\r{words} " if self._terminal else words, end="" if self._terminal else "\n", file=sys.stderr)

    def say(self, words: str) -> None:
        """A line of its own."""
        lead = "\r" if self._terminal else ""
        print(f"{lead}{time.monotonic() - self.began:6.1f} s  {words}", file=sys.stderr, flush=True)
