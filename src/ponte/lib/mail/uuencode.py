"""Files that old programs put into the text itself: `begin 644 name … end`."""

from __future__ import annotations

import binascii
import re

_BLOCK = re.compile(
    rb"^begin [0-7]{3,4} ([^\r\n]{1,255})\r*\n((?:[ -`]{1,90}\r*\n)*?)(?:[ `]?\r*\n)?end[ \t]*\r*(?:\n|\Z)",
    re.MULTILINE,
)


def extract_uuencoded(body: bytes) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """(text without the files, [(file name, content)])."""
    if b"\nend" not in body or b"begin " not in body:
        return body, []
    files: list[tuple[bytes, bytes]] = []
    kept: list[bytes] = []
    place = 0
    for found in _BLOCK.finditer(body):
        files.append((found[1].strip(), decode_uu_lines(found[2])))
        kept.append(body[place : found.start()])
        place = found.end()
    return b"".join([*kept, body[place:]]), files


def decode_uu_lines(body: bytes) -> bytes:
    """The content of uuencoded lines; `begin` and `end` are skipped, damaged lines give what they can."""
    data: list[bytes] = []
    for line in body.splitlines():
        if not line.strip() or line.startswith(b"begin ") or line == b"end":
            continue
        try:
            data.append(binascii.a2b_uu(line))
        except binascii.Error:
            # some encoders count wrongly: take as many characters as the length byte promises
            expected = (((line[0] - 32) & 63) * 4 + 5) // 3
            try:
                data.append(binascii.a2b_uu(line[:expected]))
            except binascii.Error:
                continue
    return b"".join(data)
