"""Words as people type them, as a query of PostgreSQL's text search."""

from __future__ import annotations

import re

from django.contrib.postgres.search import SearchQuery

MOST = 12
_word = re.compile(r"\w+", re.UNICODE)


def prefix_query(text: str) -> SearchQuery | None:
    """Every word of `text` as the beginning of a word; None when it holds no word."""
    words = prefix_words(text)
    return query_of(words) if words else None


def prefix_words(text: str) -> str:
    """The same in PostgreSQL's own language; "" when it holds no word."""
    return " & ".join(map(_beginning, _word.findall(text)[:MOST]))


def query_of(words: str) -> SearchQuery:
    """What `prefix_words` gave (or a place for it in a `Statement`) as a query."""
    return SearchQuery(words, config="simple", search_type="raw")


def _beginning(word: str) -> str:
    """PostgreSQL keeps the number of `VO-48213` as `-48213`, so a number is looked for both ways."""
    return f"('{word}':* | '-{word}':*)" if word.isdigit() else f"'{word}':*"
