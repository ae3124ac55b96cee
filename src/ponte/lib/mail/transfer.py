"""Content-Transfer-Encodings undone; what is damaged gives what can be saved."""

from __future__ import annotations

import binascii
import re

from ponte.lib.mail.uuencode import decode_uu_lines

_LOOKS_BASE64 = re.compile(rb"\A\s*(?:[A-Za-z0-9+/]{56,80}\r*\n)+[A-Za-z0-9+/]*={0,2}\s*\Z")
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/]+={0,3}\Z")
_GROUP = re.compile(rb"[A-Za-z0-9+/]+")
_JUNK = re.compile(rb"[^A-Za-z0-9+/=]+")
_SOFT_SPACE = re.compile(rb"=[ \t]+(\r?\n)")
_IDENTITY = {"", "7bit", "8bit", "binary", "none", "plain", "8-bit", "7-bit", "7 bit", "8 bit", "raw"}


def decode_transfer(body: bytes, encoding: str) -> tuple[bytes, str]:
    """(bytes, defect or ""). Encodings nobody knows are read as they stand, unless they betray themselves."""
    name = encoding.partition(";")[0].strip(" \t\r\n\"'.:").lower()
    if name in _IDENTITY:
        return body, ""
    if name in ("base64", "base-64", "base_64", "b"):
        return _base64(body)
    if name in ("quoted-printable", "quotedprintable", "quoted_printable", "quoted printable", "q", "qp"):
        return binascii.a2b_qp(
            _SOFT_SPACE.sub(rb"=\1", body) if b"= " in body or b"=\t" in body else body
        ), ""
    if name in ("x-uuencode", "uuencode", "x-uue", "uue"):
        return decode_uu_lines(body), ""
    if _LOOKS_BASE64.match(body):
        body = _base64(body)[0]
    return body, "unknown-transfer-encoding"


def _base64(body: bytes) -> tuple[bytes, str]:
    try:
        return binascii.a2b_base64(body.translate(None, b"\r\n\t "), strict_mode=True), ""
    except binascii.Error:
        return _damaged_base64(body)


def _damaged_base64(body: bytes) -> tuple[bytes, str]:
    """What the base64 lines give; lines of plain text (a mailing list's footer, say) are kept as they are."""
    encoded: list[bytes] = []
    lines = body.splitlines(keepends=True)
    plain: list[bytes] = []
    for place, line in enumerate(lines):
        stripped = line.strip()
        if not stripped or _BASE64_LINE.match(stripped):
            encoded.append(stripped)
        elif encoded and place and _reads_as_text(line):
            plain = lines[place:]
            break
        elif not encoded and _reads_as_text(line):
            return body, "wrong-base64"
        else:
            encoded.append(_JUNK.sub(b"", stripped))
    data = b"".join(_unpadded(group) for group in _GROUP.findall(b"".join(encoded)))
    return data + (b"\n" if plain else b"") + b"".join(plain), "wrong-base64"


def _reads_as_text(line: bytes) -> bool:
    return line.count(b" ") >= 1 and not any(byte < 9 for byte in line)


def _unpadded(letters: bytes) -> bytes:
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))
