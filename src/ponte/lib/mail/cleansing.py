"""Text that a database and a screen can hold."""

from __future__ import annotations

import re

_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROLS = bytes(code for code in range(32) if chr(code) not in "\t\n") + b"\x7f"
_OTHER_LINE_ENDS = ("\x0b", "\x0c", "\u2028", "\u2029")
_SPACES = re.compile(r"[\s\x85]+")
_DIRECTING = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


def cleanse(text: str) -> str:
    """The text without NUL, control characters and halves of surrogate pairs; line ends become `\\n`."""
    if text.isprintable():
        return text
    if "\r" in text:
        text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    for mark in _OTHER_LINE_ENDS:
        if mark in text:
            text = text.replace(mark, "\n")
    try:
        data = text.encode()
    except UnicodeEncodeError:
        data = _SURROGATE.sub("\ufffd", text).encode()
    return data.translate(None, _CONTROLS).decode()


def cleanse_line(text: str) -> str:
    """One line of cleansed text; marks that change the writing direction go too: they serve to deceive."""
    text = cleanse(text)
    if not text.isascii():
        text = _DIRECTING.sub("", text)
    return _SPACES.sub(" ", text).strip() if "  " in text or not text.isprintable() else text.strip()
