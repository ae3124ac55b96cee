"""Text that a database and a screen can hold."""

from __future__ import annotations

import re

_UNWANTED = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r+\n|\r|\x0c|\x85|\u2028|\u2029")
_SPACES = re.compile(r"[\s\x85]+")
_DIRECTING = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


def cleanse(text: str) -> str:
    """The text without NUL, control characters and halves of surrogate pairs; line ends become `\\n`."""
    if not text.isprintable():
        text = _LINE_END.sub("\n", text)
        text = _UNWANTED.sub(_replacement, text)
    return text


def cleanse_line(text: str) -> str:
    """One line of cleansed text; marks that change the writing direction go too: they serve to deceive."""
    text = cleanse(text)
    if not text.isascii():
        text = _DIRECTING.sub("", text)
    return _SPACES.sub(" ", text).strip()


def _replacement(found: re.Match[str]) -> str:
    return "\ufffd" if found[0] >= "\ud800" else ""
