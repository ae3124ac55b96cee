"""Signatures among the lines that an author wrote."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ponte.lib.mail.lines import Line
from ponte.lib.mail.quoting_phrases import CONTACT, DEVICE_SIGNATURE, SIGN_OFF

_DELIMITER = re.compile(r"^(?:--|—|--\u00a0|-- -)\s*$")
_MAX_LINES = 40
_MAX_SIGNED = 12
_MAX_WIDTH = 110


def label_signatures(lines: Sequence[Line], labels: list[str]) -> None:
    """Turn "reply" into "signature" where a signature stands; `labels` is changed in place."""
    start = 0
    while start < len(lines):
        if labels[start] != "reply":
            start += 1
            continue
        end = start
        while end < len(lines) and labels[end] == "reply":
            end += 1
        _label_run(lines, labels, start, end)
        start = end


def _label_run(lines: Sequence[Line], labels: list[str], start: int, end: int) -> None:
    for place in range(start, end):
        text = lines[place].text.strip()
        if (lines[place].mark == "signature" and text) or (
            text and len(text) < 160 and DEVICE_SIGNATURE.match(text)
        ):
            labels[place] = "signature"
        elif _DELIMITER.match(text) and end - place <= _MAX_LINES:
            labels[place:end] = ["signature"] * (end - place)
            return
    begins = _signed_from(lines, labels, start, end)
    labels[begins:end] = ["signature" if kind == "reply" else kind for kind in labels[begins:end]]


def _signed_from(lines: Sequence[Line], labels: list[str], start: int, end: int) -> int:
    """Where "Best regards" is followed by a name and the ways to reach it; `end` when it is not."""
    written = [place for place in range(start, end) if lines[place].text.strip() and labels[place] == "reply"]
    for place in written[-_MAX_SIGNED:]:
        if not SIGN_OFF.match(lines[place].text.strip()):
            continue
        below = [lines[other].text.strip() for other in written if other > place]
        if not below or any(len(text) > _MAX_WIDTH or text.endswith("?") for text in below):
            continue
        if place > written[0] and any(CONTACT.search(text) for text in below):
            return place
    return end
