"""Where the headers of a message or part end, and what they are."""

from __future__ import annotations

import re
from collections.abc import Callable

MAX_HEADERS = 100_000
MAX_VALUE = 200_000  # bytes of one header
_BLANK = re.compile(rb"\n([ \t]*)\r*\n")
_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:")
_KNOWN = re.compile(
    rb"^(?:from|to|cc|bcc|subject|date|received|return-path|reply-to|sender|message-id|mime-version|delivered-to"
    rb"|in-reply-to|references|content-[a-z-]+|x-[a-z0-9-]+|dkim-signature|authentication-results|arc-[a-z-]+"
    rb"|auto-submitted|precedence|list-[a-z-]+|importance|user-agent|thread-[a-z]+|resent-[a-z-]+|envelope-to)$",
    re.IGNORECASE,
)

Headers = list[tuple[str, bytes]]


def split_headers(raw: bytes, top: bool, note: Callable[[str], None]) -> tuple[Headers, bytes]:
    """(headers with raw values, body). `top` is a whole message: without any known header it is all body."""
    if raw[:1] in (b"\n", b"\r"):
        return [], raw if top else raw.partition(b"\n")[2]
    block, body_at = _find_body(raw)
    headers, broken_at = _read_fields(block, note)
    if broken_at is not None:
        note("missing-blank-line" if headers else "no-headers")
        body_at = broken_at
    if top and not any(_KNOWN.match(name.encode()) for name, _ in headers):
        note("no-headers")
        return [], raw
    return headers, raw[body_at:]


def begins_with_field(raw: bytes) -> bool:
    """Whether the bytes begin like a header."""
    return bool(_FIELD.match(raw))


def _find_body(raw: bytes) -> tuple[bytes, int]:
    """(the lines of the headers, where the body begins). A line of blanks ends them only if none follow."""
    for end in _BLANK.finditer(raw):
        if not end[1] or not _is_known_field(raw, end.end()):
            return raw[: end.start()], end.end()
    return raw, len(raw)


def _read_fields(block: bytes, note: Callable[[str], None]) -> tuple[Headers, int | None]:
    """(headers, where a line stands that is none, when the body begins there without a blank line)."""
    names: list[str] = []
    values: list[list[bytes]] = []
    broken_at = None
    place = 0
    for line in block.split(b"\n"):
        found = _FIELD.match(line)
        if found:
            if len(names) >= MAX_HEADERS:
                note("too-many-headers")
                break
            names.append(found[1].decode("ascii"))
            values.append([line[found.end() :].strip()])
        elif names and line[:1] in (b" ", b"\t", b"\r", b""):
            values[-1].append(line.rstrip(b"\r"))
        elif names and _is_known_field(block, place + len(line) + 1):
            note("junk-in-headers")
            names.append("X-Unreadable")
            values.append([line.strip()])
        else:
            broken_at = place
            break
        place += len(line) + 1
    joined = [lines[0] if len(lines) == 1 else b"\n".join(lines)[:MAX_VALUE] for lines in values]
    if b"\x00" in block:
        note("nul-in-headers")
        joined = [value.replace(b"\x00", b"") for value in joined]
    return list(zip(names, joined, strict=True)), broken_at


def _is_known_field(raw: bytes, place: int) -> bool:
    found = _FIELD.match(raw, place)
    return bool(found and _KNOWN.match(found[1]))
