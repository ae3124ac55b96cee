"""HTML that is too large or too deep for a parser, cut down before one sees it."""

from __future__ import annotations

MAX_HTML = 1_500_000  # characters; about a thousand pages


def within_limits(html: str) -> str:
    """The HTML, or as much of it as can be cleaned in a second or so."""
    return html[:MAX_HTML]
