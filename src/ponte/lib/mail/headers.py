"""Header values into text: encoded words in every shape they come in, and raw 8-bit bytes."""

from __future__ import annotations

import binascii
import re

from ponte.lib.mail.charsets import decode
from ponte.lib.mail.cleansing import cleanse_line

# spaces inside the text are illegal and common
ENCODED_WORD = re.compile(r"=\?([^?\s=]{1,60})\?([bBqQ])\?([^?\r\n]*(?:\?(?!=)[^?\r\n]*)*?)\?=")
_FOLD = re.compile(r"[\r\n]+[ \t]*|\t")
_QUOTED = re.compile(rb"=([0-9A-Fa-f]{2})")
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/]")


def raw_text(value: bytes) -> str:
    """A header value unfolded, its 8-bit bytes decoded, its encoded words left as they are."""
    text = value.decode("ascii") if value.isascii() else decode(value)[0]
    return _FOLD.sub(" ", text).strip() if "\n" in text or "\r" in text or "\t" in text else text.strip()


def decode_words(text: str) -> str:
    """`text` with its encoded words decoded, as one clean line."""
    if "=?" not in text:
        return cleanse_line(text)
    pieces: list[str] = []
    pending: list[tuple[str, str, str]] = []
    end = 0
    for found in ENCODED_WORD.finditer(text):
        between = text[end : found.start()]
        if between.strip() or not pending:
            # white space between two encoded words is not text
            pieces += [_decode_run(pending), between]
            pending = []
        pending.append((found[1].partition("*")[0].lower(), found[2].lower(), found[3]))
        end = found.end()
    pieces += [_decode_run(pending), text[end:]]
    return cleanse_line("".join(pieces))


def decode_value(value: bytes) -> str:
    """A header value as a person reads it."""
    return decode_words(raw_text(value))


def _decode_run(words: list[tuple[str, str, str]]) -> str:
    """Neighbouring words; those of one charset are joined as bytes first: letters are cut between words."""
    pieces: list[str] = []
    data, charset = b"", ""
    carry = ""
    for position, (name, encoding, text) in enumerate(words):
        if data and name != charset:
            pieces.append(decode(data, charset)[0])
            data = b""
        charset = name
        if encoding == "b":
            padded = "=" in text
            text = carry + _NOT_BASE64.sub("", text)
            carry = ""
            following = words[position + 1][:2] if position + 1 < len(words) else ("", "")
            if len(text) % 4 and not padded and following == (name, "b"):
                cut = len(text) % 4
                text, carry = text[:-cut], text[-cut:]
            data += unpad_base64(text)
        else:
            data += _unquote(text)
    pieces.append(decode(data, charset)[0] if data else "")
    return "".join(pieces)


def unpad_base64(text: str) -> bytes:
    """Base64 letters without padding into bytes; a last letter that makes no byte is dropped."""
    if len(text) % 4 == 1:
        text = text[:-1]
    return binascii.a2b_base64(text + "=" * (-len(text) % 4))


def _unquote(text: str) -> bytes:
    data = text.replace("_", " ").encode("utf-8", "replace")
    return _QUOTED.sub(lambda found: bytes((int(found[1], 16),)), data)
