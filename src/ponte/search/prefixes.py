"""Words as people type them, as a query of PostgreSQL's text search."""

from __future__ import annotations

import re

from django.contrib.postgres.search import SearchQuery

MOST = 12
_word = re.compile(r"\w+", re.UNICODE)


def prefix_query(text: str) -> SearchQuery | None:
    """Every word of `text` as the beginning of a word; None when it holds no word."""
    words = _word.findall(text)[:MOST]
    if not words:
        return None
    return SearchQuery(" & ".join(f"'{word}':*" for word in words), config="simple", search_type="raw")
