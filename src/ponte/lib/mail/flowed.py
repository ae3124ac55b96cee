"""`format=flowed`: the long lines that a program broke for travelling, joined again."""

from __future__ import annotations

import re

_QUOTE = re.compile(r"^(>+)? ?")


def unflow(text: str, delete_space: bool = False) -> str:
    """The text with soft line ends taken out; quoted paragraphs keep their `>`."""
    lines: list[str] = []
    open_depth = -1  # the quote depth of a line that goes on, -1 when none does
    for raw in text.split("\n"):
        found = _QUOTE.match(raw)
        depth = len(found[1] or "") if found else 0
        content = raw[found.end() :] if found else raw
        flows = content.endswith(" ") and content.rstrip("\r") != "-- "
        if content == "-- ":
            open_depth = -1
        if flows and delete_space:
            content = content[:-1]
        if depth == open_depth:
            lines[-1] += content
        else:
            lines.append(">" * depth + (" " if depth else "") + content)
        open_depth = depth if flows else -1
    return "\n".join(lines)
