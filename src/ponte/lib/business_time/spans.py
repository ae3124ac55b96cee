"""Sets of minutes as sorted spans `(from, to)`, half open: joined and subtracted."""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int]


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same minutes in the fewest spans, sorted; empty ones vanish."""
    made: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], end))
        else:
            made.append((start, end))
    return tuple(made)


def without(spans: Iterable[Span], cuts: Iterable[Span]) -> tuple[Span, ...]:
    """`spans` but for what `cuts` cover."""
    left = list(joined(spans))
    for cut_start, cut_end in joined(cuts):
        pieces = []
        for start, end in left:
            pieces += [(start, min(end, cut_start)), (max(start, cut_end), end)]
        left = [(start, end) for start, end in pieces if start < end]
    return tuple(left)
