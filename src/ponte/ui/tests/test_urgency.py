from datetime import UTC, datetime, timedelta

import pytest

from ponte.lib import clock
from ponte.ui import urgency

NOW = datetime(2026, 11, 20, 14, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "share", "level"),
    [(-1, 0, "late"), (0, 0.9, "close"), (14, 0.9, "close"), (15, 0.9, "near"), (59, 0.9, "near"), (60, 0.9, "calm"),
     (600, 0.51, "calm"), (600, 0.5, "soon"), (600, 0.25, "near")],
)  # fmt: skip
def test_steps(minutes: float, share: float, level: str) -> None:
    assert urgency.level(minutes * 60, share) == level


def test_words() -> None:
    with clock.frozen(NOW):
        assert urgency.words(NOW + timedelta(minutes=125)) == "2 h 05"
        assert urgency.words(NOW - timedelta(minutes=14)) == "14 min late"
        assert urgency.step(NOW - timedelta(minutes=14), 0) == "late"
