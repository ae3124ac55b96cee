"""The text in RTF, for mail that has no other body."""

from __future__ import annotations

import re

from ponte.lib.mail.charsets import decode

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)"
)
_SKIPPED = frozenset(
    b"fonttbl colortbl stylesheet info pict object header footer generator themedata listtable filetbl "
    b"listoverridetable rsidtbl htmltag mhtmltag datastore latentstyles xmlnstbl".split()
)
_MARKS = {
    b"par": "\n",
    b"line": "\n",
    b"tab": "\t",
    b"emdash": "—",
    b"endash": "–",
    b"bullet": "•",
    b"cell": "\t",
    b"row": "\n",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"sect": "\n",
}


def plain_from_rtf(data: bytes) -> str:
    """The visible text."""
    pieces: list[str] = []
    pending = b""
    charset = "cp1252"
    skipping = [False]
    drop = 0
    for token in _TOKEN.finditer(data):
        word, number, escaped, symbol, brace, text = token.groups()
        if escaped is None and text is None and pending:
            pieces.append(decode(pending, charset)[0])
            pending = b""
        if brace == b"{":
            skipping.append(skipping[-1])
        elif brace == b"}":
            if len(skipping) > 1:
                skipping.pop()
        elif word == b"ansicpg" and number:
            charset = "cp" + number.decode()
        elif word in _SKIPPED or symbol == b"*":
            skipping[-1] = True
        elif skipping[-1]:
            continue
        elif word == b"u" and number:
            code = int(number) % 65536
            pieces.append(chr(code))
            drop = 1
        elif word in _MARKS:
            pieces.append(_MARKS[word])
        elif symbol is not None and symbol in b"\\{}":
            pieces.append(symbol.decode())
        elif symbol == b"~":
            pieces.append(" ")
        elif escaped is not None:
            pending += b"" if drop else bytes((int(escaped, 16),))
            drop = 0
        elif text is not None:
            pending += text[drop:]
            drop = 0
    pieces.append(decode(pending, charset)[0] if pending else "")
    joined = "".join(pieces)
    return joined.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()
