"""Lines of visible text, and where they come from."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(slots=True)
class Line:
    """A line of text. `at` is where the HTML that made it begins; `mark` what the mail program said it is."""

    text: str
    at: int = 0
    mark: str = ""


def tidied(text: str) -> str:
    """One line without needless blanks; an indentation stays."""
    if text.startswith("  "):
        return text.rstrip()
    return re.sub(" {2,}", " ", text).strip(" ") if "  " in text else text.strip(" ")


def trimmed(lines: list[Line]) -> list[Line]:
    """Without blank lines at both ends, and no more than one between."""
    kept: list[Line] = []
    for line in lines:
        blank = not line.text.strip()
        if blank and (not kept or not kept[-1].text.strip()) and not line.mark:
            continue
        kept.append(line)
    while kept and not kept[-1].text.strip():
        kept.pop()
    return kept
