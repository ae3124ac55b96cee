"""The lines with which mail programs introduce a quote: "On … wrote:" and From/Sent/To/Subject blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ponte.lib.mail.quoting_phrases import (
    ATTRIBUTION_START,
    ATTRIBUTION_WORD,
    ATTRIBUTIONS,
    HEADER_LINE,
    HEADER_ROLES,
    INLINE_LABEL,
    NOT_ATTRIBUTION,
    ORIGINAL,
    YOU_WROTE,
)

_MAX_WRAPPED = 4
_MAX_LENGTH = 500
_RULE = re.compile(r"^[_\-=*‐–—]{8,}$")
_MARKED = re.compile(r"^\w{0,4}>")
_SPACES = re.compile(r"\s+")


def attribution_lines(texts: Sequence[str], place: int) -> int:
    """How many lines from `place` on are an attribution; 0 when none begins there."""
    if YOU_WROTE.match(texts[place]) and _is_quoted(texts, place + 1):
        return 1
    if not any(":" in text or "：" in text for text in texts[place : place + _MAX_WRAPPED]):
        return 0
    first = texts[place].lstrip("*_ ")
    starts = ATTRIBUTION_START.match(first)
    joined = ""
    for count in range(1, _MAX_WRAPPED + 1):
        if place + count > len(texts) or not texts[place + count - 1]:
            return 0
        text = texts[place + count - 1]
        if text[0] == ">":
            return 0
        joined = f"{joined} {text}" if joined else text
        if len(joined) > _MAX_LENGTH:
            return 0
        if text.rstrip("*_ ").endswith((":", "：")) or _ends_in_dashes(joined):
            return count if (starts or count <= 3) and is_attribution(joined, bool(starts)) else 0
        if count == 1 and not starts and not _may_begin(text):
            return 0
        if count < _MAX_WRAPPED and text.endswith((".", "!", "?")) and not _ends_abbreviated(text):
            return 0
        if ATTRIBUTION_WORD.match(text) and count > 1:
            return 0  # the attribution begins further down
    return 0


def is_attribution(text: str, starts: bool = True) -> bool:
    """Whether one line of text says who wrote what follows, and when."""
    text = _SPACES.sub(" ", text).strip("*_ ").replace("< ", "<")  # long lines are wrapped before the address
    if NOT_ATTRIBUTION.search(text):
        return False
    if any(pattern.match(text) for pattern in ATTRIBUTIONS[1:]):
        return True
    return bool(ATTRIBUTIONS[0].match(text)) and (
        starts or "@" in text or bool(re.search(r"\d{1,2}[:.]\d{2}", text))
    )


def opens_header_block(texts: Sequence[str], place: int) -> bool:
    """Whether a From/Sent/To/Subject block (or the rule above one) begins at `place`."""
    if texts[place][0] in "_-=*‐–—" and _RULE.match(texts[place]):
        below = next(
            (number for number in range(place + 1, min(place + 4, len(texts))) if texts[number]), None
        )
        if below is None or _RULE.match(texts[below]):
            return False
        return bool(ORIGINAL.match(texts[below])) or opens_header_block(texts, below)
    first = HEADER_LINE.match(texts[place]) if ":" in texts[place] or "：" in texts[place] else None
    if not first or HEADER_ROLES[first[1].lower()] not in ("from", "date", "subject"):
        return False
    roles = {HEADER_ROLES[found.lower()] for found in INLINE_LABEL.findall(texts[place][:600] + " ")}
    if {"from", "subject"} <= roles and roles & {"date", "to"}:
        return True
    roles = set()
    unlabelled = 0
    for text in texts[place : place + 16]:
        found = HEADER_LINE.match(text)
        if found:
            roles.add(HEADER_ROLES[found[1].lower()])
            unlabelled = 0
        else:
            unlabelled += 1
            if unlabelled > 2:
                break
    if {"from", "subject"} <= roles and roles & {"date", "to"}:
        return True
    # without a subject a traveller's "From: Milan, To: Rome, Date: ..." looks the same, but names no address
    return {"from", "date", "to"} <= roles and any("@" in text for text in texts[place : place + 16])


def _is_quoted(texts: Sequence[str], place: int) -> bool:
    """Whether the next line that says anything is marked as a quote, with initials or without."""
    below = next((text for text in texts[place : place + 3] if text), "")
    return bool(_MARKED.match(below))


def _may_begin(text: str) -> bool:
    # "Giulia Ferri <giulia@velora.example> schrieb am" and the like
    return "@" in text or text.endswith("<")


def _ends_in_dashes(text: str) -> bool:
    return text.startswith("---") and text.endswith("---") and len(text) > 20


def _ends_abbreviated(text: str) -> bool:
    return bool(re.search(r"(?:\b\w{1,5}|\d)\.$", text))
