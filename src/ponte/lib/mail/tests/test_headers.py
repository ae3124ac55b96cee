from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ponte.lib.mail.headers import decode_value


def b64(text: str, charset: str) -> str:
    return base64.b64encode(text.encode(charset)).decode()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("plain", "plain"),
        ("=?utf-8?q?caff=C3=A8?=", "caffè"),
        ("=?UTF-8?Q?caff=c3=a8_nero?=", "caffè nero"),
        ("=?utf-8?b?Y2FmZsOo?=", "caffè"),
        ("=?utf-8?B?Y2FmZsOo", "=?utf-8?B?Y2FmZsOo"),
        ("=?utf-8?b?SGVsbG8?= there", "Hello there"),
        ("=?utf-8?b?SGVsbG8===?=", "Hello"),
        ("=?utf-8?q?a?= =?utf-8?q?b?=", "ab"),
        ("=?utf-8?q?a?=\r\n =?utf-8?q?b?=", "ab"),
        ("=?utf-8?q?a?= b =?utf-8?q?c?=", "a b c"),
        ("x=?utf-8?q?a?=y", "xay"),
        ('"=?utf-8?q?a?="', '"a"'),
        ("=?utf-8?q?=D0?= =?utf-8?q?=94?=", "Д"),
        ("=?utf-8?b?0JTQ?= =?utf-8?b?vtCx?=", "Доб"),
        ("=?utf-8?b?0JQ=?= =?utf-8?b?0L4=?=", "До"),
        ("=?utf-8?q?raw space?=", "raw space"),
        ("=?utf-8*en?q?caff=C3=A8?=", "caffè"),
        ("=?x-unknown?q?caff=C3=A8?=", "caffè"),
        ("=?us-ascii?q?caff=E8?=", "caffè"),
        ("=?utf-8?q?a=0D=0ABcc:_z@x.example?=", "a Bcc: z@x.example"),
        ("=?utf-8?q?a=E2=80=AEb?=", "ab"),
        ("=?utf-8?q?a=00b?=", "ab"),
        ("=?utf-8?x?abc?=", "=?utf-8?x?abc?="),
        ("=?utf-8?q??=", ""),
        ("=?utf-8?q?what??=", "what?"),
        ("folded\r\n\tvalue", "folded value"),
        (f"=?windows-1251?B?{b64('Привіт', 'cp1251')}?=", "Привіт"),
        (f"=?KOI8-U?B?{b64('Привіт', 'koi8_u')}?=", "Привіт"),
        (f"=?euc-kr?B?{b64('Привет', 'euc_kr')}?=", "Привет"),
        (f"=?ISO-2022-JP?B?{b64('Привет', 'iso2022_jp')}?=", "Привет"),
        (f"=?gb2312?B?{b64('Привет', 'gb2312')}?=", "Привет"),
        (f"=?utf-8?B?{b64('Привіт', 'cp1251')}?=", "Привіт"),
        (f"=?iso-8859-1?B?{b64('Привіт', 'utf-8')}?=", "Привіт"),
    ],
)
def test_values_read_as_people_read_them(value: str, text: str) -> None:
    assert decode_value(value.encode()) == text


@pytest.mark.parametrize("charset", ["utf-8", "cp1251", "koi8_u"])
def test_raw_cyrillic_is_recognised(charset: str) -> None:
    assert decode_value("Не працює мій велосипед".encode(charset)) == "Не працює мій велосипед"


def test_raw_latin_is_recognised() -> None:
    assert decode_value("Perché è così".encode("cp1252")) == "Perché è così"


@given(st.binary(max_size=200))
def test_every_value_is_one_clean_line(value: bytes) -> None:
    text = decode_value(value)
    text.encode()
    assert "\x00" not in text
    assert "\n" not in text


@given(
    st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=60), st.integers(1, 7)
)
def test_a_word_cut_anywhere_is_joined(text: str, size: int) -> None:
    data = text.encode()
    pieces = [data[place : place + size] for place in range(0, len(data), size)]
    words = " ".join(f"=?utf-8?b?{base64.b64encode(piece).decode()}?=" for piece in pieces)
    assert decode_value(words.encode()) == " ".join(text.split())
