"""Bytes into text, by what they are rather than by what they claim to be."""

from __future__ import annotations

import codecs
import re

from ponte.lib.mail.charset_guessing import best_guess, likelihood
from ponte.lib.mail.charset_names import codec_of

_BOMS = (
    (codecs.BOM_UTF8, "utf_8_sig"),
    (codecs.BOM_UTF32_LE, "utf_32"),
    (codecs.BOM_UTF32_BE, "utf_32"),
    (codecs.BOM_UTF16_LE, "utf_16"),
    (codecs.BOM_UTF16_BE, "utf_16"),
)
_WIDE = {"utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_32_le", "utf_32_be"}
_SEVEN_BIT = {"utf_7", "iso2022_jp_ext", "iso2022_jp", "iso2022_kr", "hz"}
_MULTIBYTE = {"gb18030", "cp949", "cp932", "big5hkscs", "euc_jp", "johab", "euc_jis_2004", "shift_jis_2004"}
_JAPANESE_ESCAPE = re.compile(rb"\x1b\$[B@A]|\x1b\(J")
_KOREAN_ESCAPE = re.compile(rb"\x1b\$\)C")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_UTF8_PAIR = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
# How much likelier, for a letter, another reading must be before a declared charset is called a lie. Latin-1
# is what programs write when they do not know, so it is believed less.
_MARGIN = 0.8
_MARGIN_DEFAULT = 0.3
_SAMPLE = 6000


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """(text, charset used). The text may still hold NUL or control characters: see `cleansing`."""
    codec = codec_of(declared) if declared else ""
    if codec in _WIDE and not _is_wide(data):
        codec = ""
    if data.isascii() and codec not in _WIDE:
        return _decode_seven_bit(data, codec)
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace"), name
    if codec in _WIDE:
        return _decode_wide(data, codec), codec
    if codec != "utf_8" and _is_utf8(data, codec):
        return data.decode("utf_8"), "utf_8"
    if codec in _MULTIBYTE or codec == "utf_8":
        text = _strict(data, codec)
        if text is None and codec == "utf_8" and _mostly_utf8(data):
            text = data.decode("utf_8", "replace")
        if text is not None:
            return text, codec
    if codec in _SEVEN_BIT:
        text = _strict(data, codec)
        if text is not None:
            return text, codec
    if _mostly_utf8(data):
        return data.decode("utf_8", "replace"), "utf_8"
    return _decode_single(data, codec)


def _decode_seven_bit(data: bytes, codec: str) -> tuple[str, str]:
    if b"\x1b" in data:
        if _KOREAN_ESCAPE.search(data):
            codec = "iso2022_kr"
        elif codec not in _SEVEN_BIT and _JAPANESE_ESCAPE.search(data):
            codec = "iso2022_jp_ext"
    if codec in _SEVEN_BIT:
        text = _strict(data, codec)
        return (text, codec) if text is not None else (data.decode(codec, "replace"), codec)
    if b"\x00" in data and len(data) > 3:
        wide = _wide_order(data)
        if wide:
            return data.decode(wide, "replace"), wide
    return data.decode("ascii"), "ascii"


def _is_wide(data: bytes) -> bool:
    """Whether two-byte letters are plausible: Cyrillic and Chinese ones may have no byte above 127."""
    return bool(_wide_order(data)) or bool(_CONTROL.search(data)) or _strict(data, "utf_8") is None


def _decode_wide(data: bytes, codec: str) -> str:
    if codec == "utf_16":
        # without a mark the standard says big-endian, the world little-endian: spaces tell
        codec = _wide_order(data) or "utf_16_le"
    return data.decode(codec, "replace")


def _wide_order(data: bytes) -> str:
    sample = data[: _SAMPLE & ~1]
    even, odd = sample[::2].count(0) + sample[::2].count(4), sample[1::2].count(0) + sample[1::2].count(4)
    if max(even, odd) * 4 < len(sample):
        return ""
    return "utf_16_be" if even > odd else "utf_16_le"


def _is_utf8(data: bytes, codec: str) -> bool:
    text = _strict(data, "utf_8")
    if text is None:
        return False
    # a character or two may be either by chance: there the declared double-byte charset is believed
    return codec not in _MULTIBYTE or len(data) - len(text) > 3 or _strict(data, codec) is None


def _mostly_utf8(data: bytes) -> bool:
    """UTF-8 with a few bytes lost: cut in the middle of a letter, or folded between two bytes."""
    pairs = sum(len(found) for found in _UTF8_PAIR.findall(data))
    high = sum(1 for byte in data if byte > 127) if len(data) < _SAMPLE else len(data.translate(None, _ASCII))
    lone = high - pairs
    return (pairs >= 2 and lone * 10 <= high) or (high <= 3 and pairs >= 2 and lone <= 1)


_ASCII = bytes(range(128))


def _decode_single(data: bytes, codec: str) -> tuple[str, str]:
    sample = data[:_SAMPLE]
    guess, guess_score = best_guess(sample)
    if codec and codec not in _MULTIBYTE and codec != "utf_8" and codec not in _SEVEN_BIT:
        own = likelihood(sample, codec)
        if own + (_MARGIN_DEFAULT if codec == "cp1252" else _MARGIN) >= guess_score:
            return data.decode(codec, "replace") if codec != "cp1252" else _cp1252(data), codec
    elif codec in _MULTIBYTE and guess_score < 0.5:
        return data.decode(codec, "replace"), codec
    return data.decode(guess, "replace") if guess != "cp1252" else _cp1252(data), guess


def _cp1252(data: bytes) -> str:
    """As browsers read it: the five bytes that Windows leaves empty are the Latin-1 controls."""
    text = _strict(data, "cp1252")
    if text is not None:
        return text
    return "".join(bytes((byte,)).decode("cp1252", "ignore") or "" for byte in data)


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, ValueError):
        return None
