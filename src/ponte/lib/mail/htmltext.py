"""Cleaned HTML as the text that a person would read in it."""

from __future__ import annotations

import html as entities
import re

_TAG = re.compile(r"<[^>]*>")


def text_of(html: str) -> str:
    """The visible text."""
    return entities.unescape(
        _TAG.sub("", html.replace("<br>", "\n").replace("</p>", "\n\n").replace("</div>", "\n"))
    ).strip()
