"""Lengths and percentages as they are typed."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from ponte.desk.administration.policies import written


def test_reads_lengths() -> None:
    assert [written.seconds(text) for text in ("4h", "1h 30m", "45 min", "2 год 5 хв", " ")] == [
        14400, 5400, 2700, 7500, None,
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["soon", "4", "1.5h", "h", "-1h", "1h1h"])
def test_says_what_is_no_length(text: str) -> None:
    with pytest.raises(ValidationError):
        written.seconds(text)


@given(st.integers(1, 9999 * 60))
def test_lengths_come_back(minutes: int) -> None:
    assert written.seconds(written.of_seconds(minutes * 60)) == minutes * 60


def test_percentages() -> None:
    assert written.percents("50, 75%") == (50, 75)
    assert written.percents("") == ()
    with pytest.raises(ValidationError):
        written.percents("half")
