"""Content-Type and Content-Disposition values with their parameters, RFC 2231 and less lawful forms."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from ponte.lib.mail.charsets import decode
from ponte.lib.mail.headers import decode_words, raw_text

_KIND = re.compile(r"\s*([^;\s]*)")
_PARAMETER = re.compile(
    r"""[;\s]*([^\s=;"]{1,100})\s*=\s*(?:"((?:[^"\\]|\\.)*+)"?|([^;\r\n]*))""", re.VERBOSE | re.DOTALL
)
_EXTENDED = re.compile(r"^(.+?)(?:\*(\d{1,4}))?(\*)?$")
_ESCAPED = re.compile(r'\\(["\\])')
_LIMIT = 60_000
_MAX_PARAMETERS = 200


def parse_parameters(value: bytes) -> tuple[str, dict[str, str]]:
    """(value in lower case, parameters with lower-case names, decoded)."""
    if not value:
        return "", {}
    text = raw_text(value[:_LIMIT])
    found = _KIND.match(text)
    kind = found[1].lower().strip("\"'") if found else ""
    place = found.end() if found else 0
    if "=" in kind:  # no value at all, only parameters
        kind, place = "", 0
    if place >= len(text):
        return kind, {}
    plain: dict[str, str] = {}
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for _ in range(_MAX_PARAMETERS):
        match = _PARAMETER.match(text, place)
        if match is None:
            place = text.find(";", place) + 1
            if not place:
                break
            continue
        place = match.end()
        name = match[1].lower()
        content = _ESCAPED.sub(r"\1", match[2]) if match[2] is not None else (match[3] or "").strip()
        extended = _EXTENDED.match(name) if "*" in name else None
        if extended:
            pieces.setdefault(extended[1], []).append((int(extended[2] or 0), bool(extended[3]), content))
        else:
            plain.setdefault(name, content if name == "boundary" else decode_words(content))
    for name, parts in pieces.items():
        plain[name] = _join(sorted(parts))
    return kind, plain


def _join(parts: list[tuple[int, bool, str]]) -> str:
    """RFC 2231 continuations: joined as bytes, for letters cut between two of them."""
    charset = ""
    data = b""
    for order, (_, encoded, text) in enumerate(parts):
        if encoded:
            if order == 0 and text.count("'") >= 2:
                charset, _, text = text.split("'", 2)
            data += unquote_to_bytes(text.encode("utf-8", "replace"))
        else:
            data += text.encode("utf-8", "replace")
    return decode_words(decode(data, charset)[0])
