"""How a person is drawn when there is no picture: two letters on one of six tones."""

from __future__ import annotations

import zlib
from functools import lru_cache

TONES = 6


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """One or two capitals for a name or an address; `?` when there is neither."""
    words = [word for word in name.split("@")[0].replace(".", " ").replace("_", " ").split() if word[0].isalnum()]
    if not words:
        return "?"
    letters = words[0][0] if len(words) == 1 else words[0][0] + words[-1][0]
    return letters.upper()


def tone(identity: object) -> int:
    """A tone from 1 to 6, always the same one for the same identity."""
    if isinstance(identity, int):
        return identity % TONES + 1
    return zlib.crc32(str(identity).encode()) % TONES + 1


FILTERS = {"initials": initials, "tone": tone}
