"""`text/enriched` and `text/richtext`, the formats before HTML, as plain text."""

from __future__ import annotations

import re

_PARAMETER = re.compile(r"<param>.*?</param>", re.IGNORECASE | re.DOTALL)
_COMMAND = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]{0,60}>")
_LINE_ENDS = re.compile(r"\n+")


def plain_from_enriched(text: str) -> str:
    """The text: one line end is a space, more are one fewer; `<<` is a `<`."""
    text = _PARAMETER.sub("", text).replace("<<", "\x00")
    text = re.sub(r"<(?:nl|np)>", "\n\n", text, flags=re.IGNORECASE)
    text = _COMMAND.sub("", text).replace("\x00", "<")
    return _LINE_ENDS.sub(lambda found: "\n" * (len(found[0]) - 1) or " ", text).strip()
