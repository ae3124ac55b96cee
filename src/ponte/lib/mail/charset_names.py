"""Which codec a charset name in the wild means."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

# What mail programs write, against what they send: each name is read by its widest superset.
_MEANT = {
    "": "",
    "ascii": "",  # with 8-bit bytes in it, the name says nothing
    "us-ascii": "",
    "646": "",
    "ansi": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "x-gbk": "gb18030",
    "chinesebig5": "big5hkscs",
    "big5": "big5hkscs",
    "euc-kr": "cp949",
    "ks_c_5601": "cp949",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601-1989": "cp949",
    "ksc5601": "cp949",
    "ksc_5601": "cp949",
    "korean": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "ms_kanji": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
    "x-euc-jp": "euc_jp",
    "iso-8859-8-i": "iso8859_8",
    "iso-8859-8-e": "iso8859_8",
    "iso-8859-6-i": "iso8859_6",
    "iso-8859-6-e": "iso8859_6",
    "macintosh": "mac_roman",
    "x-mac-roman": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-mac-ukrainian": "mac_cyrillic",
    "koi8": "koi8_u",
    "koi8-r": "koi8_r",
    "koi8-ru": "koi8_u",
    "koi8u": "koi8_u",
    "cyrillic": "cp1251",
    "win-1251": "cp1251",
    "windows1251": "cp1251",
    "unicode-1-1-utf-7": "utf_7",
    "x-unicode-2-0-utf-7": "utf_7",
    "utf-16": "utf_16",
    "unicode": "utf_16",
    "ucs-2": "utf_16",
}
# Python offers these under the same roof, but they are no charsets: some run code-like transforms.
_NO_CHARSETS = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
_UTF8 = re.compile(r"utf[\W_]*8")
_WINDOWS = re.compile(r"(?:x-)?(?:windows|win|cp|ms|ibm|dos|x-cp)[\W_]*(\d{3,5})")
_ISO = re.compile(r"(?:x-)?iso[\W_]*8859[\W_]*(\d{1,2})")


@lru_cache(maxsize=512)
def codec_of(name: str) -> str:
    """The Python codec that reads text declared as `name`; "" when the name says nothing known."""
    name = name.strip(" \t\r\n\"';,.:=").lower().partition("*")[0][:60]
    if _UTF8.match(name):
        return "utf_8"
    tidy = name.replace(" ", "")
    for candidate in (tidy, _iso(tidy), _windows(tidy)):
        meant = _MEANT.get(candidate, candidate)
        if meant and _is_text_codec(meant):
            return codecs.lookup(meant).name.replace("-", "_")
    return ""


def _iso(name: str) -> str:
    found = _ISO.match(name)
    return f"iso-8859-{found[1]}" if found else ""


def _windows(name: str) -> str:
    found = _WINDOWS.match(name)
    return f"cp{found[1]}" if found else ""


def _is_text_codec(name: str) -> bool:
    try:
        info = codecs.lookup(name)
        return info.name.replace("-", "_") not in _NO_CHARSETS and isinstance(
            b"a".decode(name, "ignore"), str
        )
    except (LookupError, ValueError, TypeError, AssertionError):
        return False
