"""Places in texts that a company writes: `{name}` and the like, filled for each message."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

_place = re.compile(r"\{\s*([a-z_]{1,30})\s*\}")

ACKNOWLEDGEMENT = frozenset({"ticket", "name", "brand", "subject"})
SIGNATURE = frozenset({"name", "brand", "signature"})


def fill(template: str, values: Mapping[str, str]) -> str:
    """The text with its known places filled; others stay as typed."""
    return _place.sub(lambda found: values.get(found[1], found[0]), template)


def unknown_in(template: str, known: Collection[str]) -> list[str]:
    """Places that nothing would fill, each once, as typed."""
    return list(dict.fromkeys(found[0] for found in _place.finditer(template) if found[1] not in known))


def names_in(template: str) -> set[str]:
    """The places in a text."""
    return {found[1] for found in _place.finditer(template)}
