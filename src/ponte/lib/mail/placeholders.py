"""Text parts that say nothing but "your program cannot show HTML": the HTML is the message then."""

from __future__ import annotations

import re

from ponte.lib.mail.htmltext import lines_of

LONGEST = 600  # characters; whoever writes more has something to say
_HTML = re.compile(r"\bhtml\b", re.IGNORECASE)
_SHOWING = re.compile(
    r"\b(?:support|display|view|show|render|read|enable|capable|compatible|switch"
    r"|visualizz|supporta|mostr|legg|admite|soporta|visualiz|compat[ií]ve|ler\b|leer\b|ver\b|suporta|exib"
    r"|підтрим|перегля|відобра|показ|поддерж|просм|отобра"
    r"|unterst|anzei|darstell|affich|prend en charge|weerge|obsług|wyświetl)",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"\W+")


def is_placeholder(text: str, html: str) -> bool:
    """Whether `text` stands in for `html` and is not said there too."""
    words = text.strip()
    if len(words) > LONGEST or not _HTML.search(words) or not _SHOWING.search(words):
        return False
    shown = _LETTERS.sub("", "".join(line.text for line in lines_of(html)))
    return bool(shown) and _LETTERS.sub("", words) not in shown
