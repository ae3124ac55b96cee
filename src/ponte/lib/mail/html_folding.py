"""Cleaned HTML in two: what the author wrote, and the quotes and signature to fold away."""

from __future__ import annotations

from collections.abc import Sequence

from ponte.lib.mail.htmltext import TOKEN, VOID
from ponte.lib.mail.lines import Line


def fold_lines(html: str, lines: Sequence[Line], labels: Sequence[str]) -> tuple[str, str]:
    """(reply, rest), both well-formed; with nothing to fold the rest is ""."""
    ranges = _folded_ranges(html, lines, labels)
    if not ranges:
        return html, ""
    reply: list[str] = []
    rest: list[str] = []
    place = 0
    for start, end in ranges:
        piece = html[start:end]
        closing, opening = _unmatched(piece)
        reply += [html[place:start], *(f"</{tag}>" for tag in closing), *opening]
        rest += [*(f"<{tag}>" for tag in reversed(closing)), piece, *_closers(opening)]
        place = end
    reply.append(html[place:])
    return "".join(reply).strip(), "".join(rest).strip()


def _folded_ranges(html: str, lines: Sequence[Line], labels: Sequence[str]) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    start = None
    for line, kind in zip(lines, labels, strict=True):
        if kind == "reply":
            if start is not None and line.at > start:
                ranges.append((start, line.at))
            start = None
        elif start is None:
            start = line.at
    if start is not None:
        ranges.append((start, len(html)))
    return ranges


def _unmatched(piece: str) -> tuple[list[str], list[str]]:
    """Tags closed here but opened before, in order; and opening tags left open."""
    closing: list[str] = []
    open_tags: list[tuple[str, str]] = []
    for token in TOKEN.finditer(piece):
        tag = token[2]
        if tag is None or tag in VOID:
            continue
        if not token[1]:
            open_tags.append((tag, token[0]))
        elif open_tags:
            open_tags.pop()
        else:
            closing.append(tag)
    return closing, [whole for _, whole in open_tags]


def _closers(opening: Sequence[str]) -> list[str]:
    return [f"</{whole[1:].split(None, 1)[0].rstrip('>')}>" for whole in reversed(opening)]
