"""A loop that fails begins again, later each time, and never for good."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from ponte.config.roles import worker


class Stop(threading.Event):
    """An event that waits for nobody and remembers for how long it should have."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most, self.waited = most, list[float]()

    def wait(self, timeout: float | None = None) -> bool:
        self.waited.append(timeout or 0)
        if len(self.waited) == self.most:
            self.set()
        return self.is_set()


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[float]], list[float]]:
    """The pauses after runs that lasted so many seconds and then failed."""

    def after(lasting: list[float]) -> list[float]:
        now, stop = [0.0], Stop(len(lasting))
        monkeypatch.setattr("ponte.config.roles.worker.time.monotonic", lambda: now[0])
        left = iter(lasting)

        def loop(_stop: threading.Event) -> None:
            now[0] += next(left)
            raise RuntimeError("broken")

        worker.keep_running("a loop", loop, stop)
        return stop.waited

    return after


def test_each_failure_in_a_row_waits_longer(runs: Callable[[list[float]], list[float]]) -> None:
    assert runs([0, 0, 0, 0, 0, 0, 0, 0, 0]) == [0.5, 1, 2, 4, 8, 16, 30, 30, 30]


def test_what_went_well_for_a_while_begins_again_at_once(runs: Callable[[list[float]], list[float]]) -> None:
    assert runs([0, 0, 0, 86_400, 0]) == [0.5, 1, 2, 0.5, 1]


def test_one_that_ends_by_itself_begins_again() -> None:
    stop, begun = Stop(3), list[int]()
    worker.keep_running("a loop", lambda _stop: begun.append(1), stop)
    assert len(begun) == 3
