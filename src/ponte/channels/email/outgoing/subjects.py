"""The subject of an answer."""

from __future__ import annotations

import re

_ANSWER = re.compile(
    r"^\s*(?:(?:re|r|rif|ris|aw|sv|vs|odp|antw|res|enc|fw|fwd|вдп|відп|на|отв)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE
)


def answer_to(subject: str) -> str:
    """`Re: ` and the customer's own subject, whatever answers it went through before."""
    bare = _ANSWER.sub("", subject).strip()
    return f"Re: {bare}" if bare else "Re:"
