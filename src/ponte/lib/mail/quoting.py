"""Which lines of a message its author wrote, which are quoted and which are signature.

Nothing is cut: every line keeps its place and gets a label, so that a screen can fold what is not new.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import cast

from ponte.lib.mail.attributions import attribution_lines, opens_header_block
from ponte.lib.mail.lines import Line
from ponte.lib.mail.parsed import Segment, SegmentKind
from ponte.lib.mail.quoting_phrases import DELIMITER, FORWARD_SUBJECT, FORWARDED, ORIGINAL
from ponte.lib.mail.signatures import label_signatures

_RULES = frozenset("-‐‑–—_=*#~")
_COLONS = frozenset(":：*_")
_MAX_LINES = 25_000  # more than this no person writes or reads; the rest takes the last label


def label(lines: Sequence[Line], subject: str = "") -> list[str]:
    """The label of each line: "reply", "quote" or "signature"."""
    forwarded = bool(FORWARD_SUBJECT.match(subject))
    considered = lines[:_MAX_LINES]
    labels = _label_quotes(considered, forwarded)
    label_signatures(considered, labels)
    _keep_something(considered, labels)
    _label_blanks(considered, labels)
    return labels + [labels[-1] if labels else "reply"] * (len(lines) - len(considered))


def split(text: str, subject: str = "") -> tuple[Segment, ...]:
    """The text cut into segments; their texts joined by newlines are the text."""
    if not text:
        return ()
    lines = [Line(line) for line in text.split("\n")]
    return segments_of(lines, label(lines, subject))


def segments_of(lines: Sequence[Line], labels: Sequence[str]) -> tuple[Segment, ...]:
    """Neighbouring lines of one label, joined."""
    return tuple(
        Segment(cast(SegmentKind, kind), "\n".join(line.text for line, _ in run))
        for kind, run in groupby(zip(lines, labels, strict=True), key=lambda pair: pair[1])
    )


def reply_of(segments: Sequence[Segment]) -> str:
    """What the author wrote, without quotes and signature."""
    pieces = [segment.text.strip("\n") for segment in segments if segment.kind == "reply"]
    return "\n\n".join(piece for piece in pieces if piece.strip()).strip()


def _label_quotes(lines: Sequence[Line], forwarded: bool) -> list[str]:
    labels = ["reply"] * len(lines)
    texts = [line.text.replace("\u00a0", " ").replace("\u202f", " ").strip() for line in lines]
    place = 0
    while place < len(lines):
        text = texts[place]
        if not text:
            place += 1
            continue
        marked = text[0] in _RULES or text[-1] in _COLONS
        if marked and FORWARDED.match(text):
            return labels  # what was forwarded is the message
        if text[0] == ">" or (lines[place].mark == "quote" and not forwarded):
            if not _is_stuffed_from(texts, place):
                labels[place] = "quote"
                _label_attribution_before(texts, labels, place)
            place += 1
            continue
        if _ends_reply(text, marked) or opens_header_block(texts, place):
            if forwarded and not DELIMITER.search(text):
                return labels
            return _quote_rest(labels, place)
        taken = attribution_lines(texts, place)
        if taken:
            labels[place : place + taken] = ["quote"] * taken
            place += taken
            following = next((number for number in range(place, len(texts)) if texts[number]), None)
            if following is not None and texts[following][0] != ">" and lines[following].mark != "quote":
                if forwarded:
                    return labels
                return _quote_rest(labels, place)
            continue
        place += 1
    return labels


def _ends_reply(text: str, marked: bool) -> bool:
    return (marked and bool(ORIGINAL.match(text))) or ("-" in text and bool(DELIMITER.search(text)))


def _quote_rest(labels: list[str], place: int) -> list[str]:
    labels[place:] = ["quote"] * (len(labels) - place)
    return labels


def _is_stuffed_from(texts: list[str], place: int) -> bool:
    """Whether `>From` is a line of text that a mailbox file had to disguise."""
    if not texts[place].startswith(">From "):
        return False
    around = texts[max(0, place - 1) : place] + texts[place + 1 : place + 2]
    return not any(text.startswith(">") for text in around)


def _label_attribution_before(texts: Sequence[str], labels: list[str], place: int) -> None:
    """The line above a quote that names its author in a language we have no words for."""
    above = place - 1
    if above >= 0 and not texts[above]:
        above -= 1
    if above < 0 or labels[above] != "reply":
        return
    text = texts[above]
    if (
        text.endswith((":", "："))
        and "@" in text
        and any(char.isdigit() for char in text)
        and len(text) < 300
    ):
        labels[above] = "quote"


def _keep_something(lines: Sequence[Line], labels: list[str]) -> None:
    """A message has something to say: without a reply its signature is it, without that its quotes."""
    written = {kind for line, kind in zip(lines, labels, strict=True) if line.text.strip()}
    if "reply" in written:
        return
    promoted = "signature" if "signature" in written else "quote"
    labels[:] = ["reply" if kind == promoted else kind for kind in labels]


def _label_blanks(lines: Sequence[Line], labels: list[str]) -> None:
    """A blank line goes with the line above it."""
    above = next((kind for line, kind in zip(lines, labels, strict=True) if line.text.strip()), "reply")
    for place, line in enumerate(lines):
        if line.text.strip():
            above = labels[place]
        else:
            labels[place] = above
