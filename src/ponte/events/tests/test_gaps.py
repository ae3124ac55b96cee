"""Holes in the ids are remembered until they fill or grow old."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ponte.events.gaps import PATIENCE, Gaps


def test_a_hole_is_asked_for_again_and_filled() -> None:
    gaps = Gaps(10)
    gaps.saw([11, 14], at=0)
    assert sorted(gaps.missing) == [12, 13]
    gaps.saw([12], at=1)
    assert sorted(gaps.missing) == [13]


def test_a_hole_that_never_fills_is_given_up() -> None:
    gaps = Gaps(0)
    gaps.saw([2], at=0)
    gaps.saw([3], at=PATIENCE + 1)
    assert gaps.missing == {}


@given(st.permutations(range(1, 25)), st.integers(1, 6))
def test_any_order_of_commits_is_read_whole(order: list[int], size: int) -> None:
    """Whatever the order of commits, asking for `id > last or missing` reads every id exactly once."""
    gaps, read = Gaps(0), []
    for start in range(0, len(order), size):
        committed = set(order[: start + size])
        found = [n for n in committed if n > gaps.last or n in gaps.missing]
        read += found
        gaps.saw(found, at=0)
    assert sorted(read) == list(range(1, 25))
